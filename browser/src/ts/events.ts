/** Fires an event that carries these properties, at a target that may be gone. */
export function fire(target: EventTarget | undefined, type: string, properties: object = {}): void {
  target?.dispatchEvent(Object.assign(new Event(type), properties));
}
