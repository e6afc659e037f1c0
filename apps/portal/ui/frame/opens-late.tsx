'use client';

import { cloneElement, useState, type ComponentProps, type ComponentType, type ReactElement } from 'react';

type Face = ReactElement<ComponentProps<'button'>>;

export interface OpenProps {
  /** The button that opened it. */
  readonly face: Face;
}

/**
 * A button whose menu or panel is fetched when it is pressed first: what places it beside the button weighs as much as a whole
 * screen. The panel takes the button over, open, with the focus where it was.
 */
export function OpensLate({
  face,
  kind,
  load,
}: {
  face: Face;
  kind: 'menu' | 'dialog';
  load: () => Promise<ComponentType<OpenProps>>;
}) {
  const [Panel, setPanel] = useState<ComponentType<OpenProps>>();
  if (Panel) return <Panel face={cloneElement(face, { autoFocus: true })} />;
  return cloneElement(face, {
    'aria-haspopup': kind,
    'aria-expanded': false,
    onClick: () => void load().then((loaded) => setPanel(() => loaded)),
  });
}
