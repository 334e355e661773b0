// ---- names on the picture -----------------------------------------------------------------------------
// Drawn here, not by vis-network: of constant size, the most connected first, none over another name, and not over
// a shape where there is room elsewhere round its own.
const LETTERS = 13, ROW = LETTERS + 2;
const pencil = document.createElement("canvas").getContext("2d");
const wide = (text, weight = 400) => { pencil.font = `${weight} ${LETTERS}px sans-serif`; return pencil.measureText(text).width; };

/** A name in so many lines of so many letters. */
const lines = (text, most, rows = 2) => {
  const found = [""];
  for (const word of text.split(/\s+/)) {
    if (found.at(-1) && found.at(-1).length + word.length >= most) found.push(word);
    else found[found.length - 1] = (found.at(-1) + " " + word).trim();
  }
  const kept = found.slice(0, rows).map((line) => (line.length > most + 4 ? line.slice(0, most + 3) + "…" : line));
  if (found.length > rows) kept[rows - 1] += " …";
  return { text: kept, width: Math.max(...kept.map((line) => wide(line))) };
};
/** In a lineage a thing is named by its number and date, below them how it hangs on its neighbour, and its title. */
const named = (node) => {
  const date = (node.facts ?? []).find(([name]) => name === "dated")?.[1], holder = data.parents[node.id];
  const edge = holder && beside.get(node.id).map((id) => edges.get(id)).find((one) => across(node.id, one) === holder);
  const why = edge ? relation(edge.kind, edge.source === node.id) + (node.title ? ": " : "") : "";
  const text = [date ? `${node.label} (${date})` : node.label, ...lines(why + (node.title ?? ""), Math.min(64, Math.floor((byId("canvas").clientWidth - 130) / 7)), 1).text].filter(Boolean);
  return { text, width: Math.max(...text.map((line) => wide(line))) };
};
const names = new Map();
const makeNames = () => {
  for (const node of nodes.values()) names.set(node.id, { short: data.parents ? named(node) : lines(node.label, 24), long: lines(node.label, 28), line: lines(node.label, 32, 1) });
};
makeNames();
const ranked = [...nodes.values()].sort((a, b) => b.links - a.links || order(a.label, b.label)).map((node) => node.id);
const always = new Set(ranked.slice(0, 25));
/** A colour dark enough for letters on white. */
const ink = (colour) => {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)), light = parts[0] * 0.3 + parts[1] * 0.59 + parts[2] * 0.11;
  return `rgb(${parts.map((part) => Math.round(part * Math.min(1, 95 / light))).join(" ")})`;
};

/** Boxes on the screen, found again by the cells they lie in. */
const makeCover = () => {
  const CELL = 70, cells = new Map();
  const each = ([left, top, right, bottom], visit) => {
    for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i++) {
      for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j++) if (visit(i * 8192 + j)) return true;
    }
    return false;
  };
  return {
    add: (box) => each(box, (cell) => { if (!cells.has(cell)) cells.set(cell, []); cells.get(cell).push(box); return false; }),
    hits: (box) => each(box, (cell) => (cells.get(cell) ?? []).some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])),
  };
};
const boxAt = (side, x, y, size, width, tall) => {
  if (side === "below") return [x - width / 2, y + size + 3, x + width / 2, y + size + 3 + tall];
  if (side === "above") return [x - width / 2, y - size - 3 - tall, x + width / 2, y - size - 3];
  return side === "right" ? [x + size + 6, y - tall / 2, x + size + 6 + width, y + tall / 2] : [x - size - 6 - width, y - tall / 2, x - size - 6, y + tall / 2];
};

const writeNames = (pen) => {
  const scale = network.getScale(), spots = network.getPositions(), middle = network.getViewPosition();
  const width = byId("canvas").clientWidth, height = byId("canvas").clientHeight;
  const onScreen = ({ x, y }) => [(x - middle.x) * scale + width / 2, (y - middle.y) * scale + height / 2];
  const shown = (id) => visibleNode(id) && !(view.places && !view.places.has(id));
  const seen = new Map();
  for (const id of beside.keys()) {
    const [x, y] = spots[id] && shown(id) ? onScreen(spots[id]) : [NaN, NaN];
    if (x > -80 && x < width + 80 && y > -30 && y < height + 30) seen.set(id, [x, y, sizeOf(id) * scale]);
  }
  const shapes = makeCover(), taken = makeCover();
  for (const [x, y, size] of seen.values()) shapes.add([x - size, y - size, x + size, y + size]);
  pen.save();
  pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  pen.textBaseline = "top"; pen.lineJoin = "round"; pen.strokeStyle = "rgb(255 255 255 / 92%)"; pen.lineWidth = 4;
  const write = (text, x, y, align, colour, weight) => {
    pen.font = `${weight} ${LETTERS}px sans-serif`; pen.textAlign = align; pen.fillStyle = colour;
    text.forEach((line, row) => { pen.strokeText(line, x, y + row * ROW); pen.fillText(line, x, y + row * ROW); });
  };
  for (const head of view.heads) {
    const [x, y] = onScreen(head);
    write([head.text], x, y - ROW / 2, head.right ? "left" : "right", ink(head.colour), 600);
    taken.add(boxAt(head.right ? "right" : "left", x, y, -6, wide(head.text, 600), ROW));
  }
  for (const id of [state.chosen, ...ranked]) {
    if (!seen.has(id) || !names.has(id) || (view.bright && !view.bright.has(id)) || (id === state.chosen && taken.done)) continue;
    if (id === state.chosen) taken.done = true;
    const [x, y, size] = seen.get(id), fixed = view.places ? view.places.get(id)?.side : data.parents ? "right" : undefined, name = names.get(id)[view.places ? view.naming : "short"];
    const tall = name.text.length * ROW, boxes = (fixed ? [fixed] : ["below", "right", "left", "above"]).map((side) => [side, boxAt(side, x, y, size, name.width * (id === state.chosen ? 1.12 : 1), tall)]);
    const free = boxes.filter(([, box]) => !taken.hits(box));
    const [side, box] = free.find(([, place]) => !shapes.hits(place)) ?? (seen.size < 60 || always.has(id) || id === state.chosen || fixed ? free[0] : null) ?? [];
    if (!box) continue;
    taken.add(box);
    write(name.text, side === "right" ? box[0] : side === "left" ? box[2] : x, box[1], side === "right" ? "left" : side === "left" ? "right" : "center", "#1b1b1b", id === state.chosen ? 700 : 400);
  }
  pen.restore();
};
network.on("afterDrawing", writeNames);
