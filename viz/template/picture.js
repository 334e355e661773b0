// ---- the picture --------------------------------------------------------------------------------------
const full = (colour) => (typeof colour === "string" ? { background: colour, border: colour } : colour);
const lit = (colour) => ({ ...colour, highlight: { background: colour.background, border: "#000" }, hover: { background: colour.background, border: "#000" } });
const look = new Map();
for (const { label, ...node } of data.drawn.nodes) look.set(node.id, { ...node, color: lit(full(node.color)), ...(groups.has(node.id) ? { label } : {}) });
for (const [id, edge] of edges) look.set(id, { id, from: edge.source, to: edge.target, ...edge.look });
// Where there are thousands of lines they are drawn faintly, until something is chosen.
const dense = edges.size > 700, DENSE = 0.3;
const drawnNodes = new vis.DataSet(), drawnEdges = new vis.DataSet();
const network = new vis.Network(byId("canvas"), { nodes: drawnNodes, edges: drawnEdges }, data.drawn.options);

const kindOf = (id) => (nodes.get(id) ?? groups.get(id)).kind;
const visibleNode = (id) => !state.hidden.has(kindOf(id));
const visibleEdge = (id) => {
  const edge = edges.get(id);
  return !state.hidden.has("~" + edge.kind) && visibleNode(edge.source) && visibleNode(edge.target);
};
const across = (id, edge) => (edge.source === id ? edge.target : edge.source);
const near = (id) => new Set([id, ...beside.get(id).filter(visibleEdge).map((edge) => across(id, edges.get(edge)))]);
const silentOf = (id) => (data.silent[id] ?? []);

/** The relations of one thing by their kind, ">" or "<" before it for the direction: [kind, edges] in order. */
const kindOrder = Object.keys(data.relations);
const rankOf = (key) => kindOrder.indexOf(key.slice(1)) - 100 * data.relations[key.slice(1)].rank;
const grouped = (id, chosen) => {
  const found = new Map();
  for (const name of chosen) {
    const edge = edges.get(name), key = (edge.source === id ? ">" : "<") + edge.kind;
    found.set(key, [...(found.get(key) ?? []), edge]);
  }
  for (const list of found.values()) list.sort((a, b) => order(nameOf(across(id, a)), nameOf(across(id, b))));
  return [...found].sort(([a], [b]) => rankOf(a) - rankOf(b));
};

/** Places round one thing, by relation: what points to it on the left, what it points to on the right; on a phone
 *  one list. A thing stands once, under its first relation; units that are silent about it stand under their own head. */
const columns = (id) => {
  const { clientWidth: width, clientHeight: height } = byId("canvas"), phone = width < 640;
  const places = new Map([[id, { x: 0, y: 0, side: phone ? "right" : "below" }]]), heads = [], taken = new Set([id]);
  const once = (list) => list.filter((other) => !taken.has(other) && taken.add(other));
  const rows = [[], []];
  for (const [key, list] of grouped(id, beside.get(id).filter(visibleEdge))) {
    const others = once(list.map((edge) => across(id, edge)));
    if (others.length) rows[key[0] === ">" ? 1 : 0].push({ text: relation(key.slice(1), key[0] === "<"), colour: data.relations[key.slice(1)].colour }, ...others.map((other) => ({ other })));
  }
  const silent = once(silentOf(id).map(([unit]) => unit).filter((unit) => beside.has(unit) && visibleNode(unit)));
  if (silent.length) rows[0].push({ text: say("silent_head"), colour: "#595959" }, ...silent.map((other) => ({ other })));
  const most = Math.max(rows[0].length, rows[1].length), crowded = most > 16;
  const [down, over] = crowded ? [32, 360] : [44, 260];
  const room = Math.max(1, Math.floor((width * 1.3 - 300) / over / rows.filter((side) => side.length).length));
  const tall = Math.max(Math.floor((height - 130) / down), Math.min(Math.floor((height - 130) / down / 0.64), Math.ceil(most / room)));
  const put = (row, x, y, right) => (row.other ? places.set(row.other, { x, y, side: right ? "right" : "left" }) : heads.push({ ...row, x: x + (right ? -12 : 12), y: y + 6, right }));
  if (phone) rows.flat().forEach((row, index) => put(row, 34, 52 + index * down, true));
  else rows.forEach((side, right) => side.forEach((row, index) => {
    const column = Math.floor(index / tall), here = Math.min(tall, side.length - column * tall);
    put(row, (right ? 1 : -1) * (150 + column * over), (index % tall - (here - 1) / 2) * down, right);
  }));
  return { places, heads, phone, naming: crowded ? "line" : "long" };
};

/** In a lineage: what stands above and below. */
const standing = () => {
  const spots = data.parents ? [...beside.keys()].map((id) => look.get(id).y) : [];
  const head = (word, y) => ({ text: say(word), x: -10, y, right: true, colour: "#595959" });
  return [...(Math.min(...spots) < 0 ? [head("older", Math.min(...spots) - 44)] : []), ...(Math.max(...spots) > 0 ? [head("newer", Math.max(...spots) + 44)] : [])];
};
let view = { places: null, heads: [], bright: null };
const sizeOf = (id) => (view.places ? (id === state.chosen ? 18 : 10) : look.get(id).size ?? 14);
/** Tell vis-network only of what differs from what it was told before: telling is what takes time. */
const toldBefore = new Map();
const change = (set, ids, stateOf, write) => {
  const changed = [];
  for (const id of ids) {
    const now = stateOf(id), mark = JSON.stringify(now);
    if (toldBefore.get(id) === mark) continue;
    changed.push({ ...(toldBefore.has(id) ? {} : look.get(id)), ...write({ id, ...now }) });
    toldBefore.set(id, mark);
  }
  if (changed.length) set.update(changed);
};
const paint = () => {
  const chosen = beside.has(state.chosen) ? state.chosen : "", line = edges.get(state.chosen);
  if (state.around && chosen) view = { ...columns(chosen), bright: null };
  else view = { places: null, heads: standing(), bright: data.parents ? null : chosen ? near(chosen) : line ? new Set([line.source, line.target]) : null };
  const { places, bright } = view;
  change(drawnNodes, beside.keys(), (id) => {
    const { x, y } = places?.get(id) ?? look.get(id), faint = Boolean(bright && !bright.has(id));
    return { x, y, size: sizeOf(id), hidden: !visibleNode(id) || Boolean(places && !places.has(id)), opacity: faint ? 0.15 : 1, faint };
  }, ({ faint, ...item }) => ({ ...item, font: { ...data.drawn.options.nodes.font, color: faint ? "#d9d9d9" : "#1b1b1b" } }));
  change(drawnEdges, edges.keys(), (id) => {
    const edge = edges.get(id), touches = line ? id === state.chosen : !chosen || edge.source === chosen || edge.target === chosen;
    const faint = !touches && !data.parents, base = look.get(id).color.opacity;
    return { hidden: !visibleEdge(id) || Boolean(places && !touches), opacity: faint ? 0.08 : dense && !chosen ? DENSE : base };
  }, ({ opacity, id, hidden }) => ({ id, hidden, color: { ...look.get(id).color, opacity } }));
  byId("banner").hidden = !places;
  if (places) byId("banner-name").textContent = nameOf(chosen);
};

/** Show everything that is not hidden, with room for the names at the sides. */
const fit = () => {
  const width = byId("canvas").clientWidth, height = byId("canvas").clientHeight;
  const spots = [...beside.keys()].filter(visibleNode).map((id) => [id, view.places ? view.places.get(id) : look.get(id)]).filter(([, spot]) => spot);
  if (!spots.length || !width) return;
  if (view.phone && view.places) { network.moveTo({ position: { x: width / 2 - 28, y: height / 2 - 90 }, scale: 1, animation: false }); return; }
  if (view.places) { fitColumns(spots, width, height); return; }
  if (data.parents) { fitTree(spots, width, height); return; }
  const [left, right] = [Math.min(...spots.map(([, spot]) => spot.x)), Math.max(...spots.map(([, spot]) => spot.x))];
  const [top, bottom] = [Math.min(...spots.map(([, spot]) => spot.y)), Math.max(...spots.map(([, spot]) => spot.y))];
  const scale = Math.min((width - (width < 640 ? 70 : 170)) / (right - left + 1), (height - 110) / (bottom - top + 1), 1.25);
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
};
/** Names keep their size whatever the scale: look for the scale at which they and the columns fit together. */
const fitColumns = (spots, width, height) => {
  const words = [...spots.map(([id, { x, y, side }]) => [x, y, side, 26 + (names.get(id)?.[view.naming].width ?? 20)]), ...view.heads.map((head) => [head.x, head.y, head.right ? "right" : "left", wide(head.text, 600) + 12])];
  const ends = (scale) => words.map(([x, y, side, length]) => [side === "left" ? x - length / scale : x - 26, side === "right" ? x + length / scale : x + 26, y])
    .reduce((all, end) => [Math.min(all[0], end[0]), Math.max(all[1], end[1]), Math.min(all[2], end[2]), Math.max(all[3], end[2])], [0, 0, 0, 0]);
  let scale = 1;
  while (scale > (view.naming === "line" ? 0.62 : 0.76) && ((ends(scale)[1] - ends(scale)[0]) * scale > width - 16 || (ends(scale)[3] - ends(scale)[2]) * scale > height - 120)) scale -= 0.03;
  const [left, right, top, bottom] = ends(scale), half = width / scale / 2;
  // What is too wide to fit is seen from the thing itself, which is kept in view.
  const x = (right - left) * scale <= width ? (left + right) / 2 : Math.max(-half + 120, Math.min(half - 120, (left + right) / 2));
  network.moveTo({ position: { x, y: (top + bottom) / 2 }, scale, animation: false });
};
/** A lineage is read, not looked over: at full size from the left, the thing asked for in the middle. */
const fitTree = (spots, width, height) => {
  const rows = spots.map(([, spot]) => spot.y), tall = Math.max(...rows) - Math.min(...rows) + 190;
  const scale = Math.max(0.75, Math.min(1, height / tall)), whole = tall * scale <= height;
  network.moveTo({ position: { x: width / 2 / scale - 40, y: whole ? (Math.min(...rows) + Math.max(...rows)) / 2 - 10 : 0 }, scale, animation: false });
};
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches || nodes.size > 400;
const move = () => (calm() ? false : { duration: 350, easingFunction: "easeInOutQuad" });
