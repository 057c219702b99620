/** Icons on a 24 × 24 grid, drawn with lines in the colour of the text. */
const SHAPES = {
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  share: 'M12 15V4M8 8l4-4 4 4M5 13v7h14v-7',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5M20 14v3M14 20h3M20 20h0',
  send: 'M4 12l16-7-6 15-3-6zM11 14l9-9',
  attach: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.800 4.800L9.500 17a1.700 1.700 0 0 1-2.400-2.400L14.500 7.500',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5',
  download: 'M12 4v11M8 11l4 4 4-4M5 20h14',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 13l4.500 4.500L19 7',
  back: 'M15 5l-7 7 7 7',
  people: 'M5 5h14v10h-8l-4 4v-4H5z',
  network: 'M12 9.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 1 0 0-5M12 9.500V6M14.200 13.300l3 1.800M9.800 13.300l-3 1.800M12 2.500a1.700 1.700 0 1 0 0 3.500a1.700 1.700 0 1 0 0-3.500M19 14.200a1.700 1.700 0 1 0 0 3.500a1.700 1.700 0 1 0 0-3.500M5 14.200a1.700 1.700 0 1 0 0 3.500a1.700 1.700 0 1 0 0-3.500',
  warning: 'M12 4l9 16H3zM12 10v4.500M12 17.200v.1',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  );
}
