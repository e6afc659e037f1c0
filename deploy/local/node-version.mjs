const NEEDED = { major: 20, minor: 19 };

/** Stops a start on a Node.js that is too old, with what to do instead of a stack trace. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > NEEDED.major || (major === NEEDED.major && minor >= NEEDED.minor)) return;
  const needed = `${NEEDED.major}.${NEEDED.minor}`;
  console.error(
    `Custodia needs Node.js ${needed} or later, and this is ${process.versions.node}. Install it first.`,
  );
  process.exit(1);
}
