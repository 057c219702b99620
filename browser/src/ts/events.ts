/** Fires an event that carries these properties. */
export function fire(target: EventTarget, type: string, properties: object = {}): void {
  target.dispatchEvent(Object.assign(new Event(type), properties));
}
