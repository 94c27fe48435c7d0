/** Which lines of two outputs differ. Pure. */

const MOST = 1500; // lines of which a longest common part is looked for; longer outputs are compared line by line

/**
 * Both outputs as lines, each { text, same }: those of the longest common part are the same. A text's last newline
 * begins no line.
 */
export function compareLines(before, now) {
  const [old, fresh] = [linesOf(before), linesOf(now)];
  const same = old.length + fresh.length > MOST ? inPlace(old, fresh) : common(old, fresh);
  const mark = (lines, side) => {
    const kept = new Set(same.map((pair) => pair[side]));
    return lines.map((text, at) => ({ text, same: kept.has(at) }));
  };
  return { before: mark(old, 0), now: mark(fresh, 1) };
}

/** The name of what is said of a run that came to its end: of what was printed before, and now. */
export function verdictOf(before, now, isChanged) {
  if (before !== now) return isChanged ? "changed" : "differs";
  if (!now) return "silent"; // "equal" would praise nothing
  return isChanged ? "unchanged" : "equal";
}

const linesOf = (text) => text.replace(/\n$/, "").split("\n").slice(text === "" ? 1 : 0);

function inPlace(old, fresh) {
  return old.flatMap((text, at) => (text === fresh[at] ? [[at, at]] : []));
}

/** The pairs of places of a longest common subsequence. */
function common(old, fresh) {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      lengths[i][j] =
        old[i] === fresh[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < old.length && j < fresh.length; ) {
    if (old[i] === fresh[j]) pairs.push([i++, j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return pairs;
}
