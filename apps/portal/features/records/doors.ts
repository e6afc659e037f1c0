/** The three release nodes, behind our own origin. */
export const DOORS = ['/nodes/1', '/nodes/2', '/nodes/3'].map((url) => ({ url }));
