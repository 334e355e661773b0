const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const groups = new Map(data.groups.filter((group) => group.drawn !== false).map((group) => [group.id, group]));
const undrawn = new Map();
for (const group of data.groups) if (group.drawn === false) undrawn.set(group.hub, [...(undrawn.get(group.hub) ?? []), group]);
const ids = [...nodes.keys(), ...groups.keys()];
const unpack = ([report, before, exact, after, section, page, polarity, confidence]) => ({ source: data.reports[report] ?? "", before, exact, after, section, page, polarity, confidence });
const edges = new Map(data.edges.rows.map(([from, to, look, kind = "more", also = [], partly = 0, quotes = [], more = 0, register = null], index) =>
  ["e" + index, { id: "e" + index, source: ids[from], target: ids[to], look: data.edges.looks[look], kind, also, partly, quotes: quotes.map(unpack), more, register }]));
const told = [...edges.values()].filter((edge) => edge.kind !== "more");
const beside = new Map(ids.map((id) => [id, []]));
for (const [id, edge] of edges) { beside.get(edge.source).push(id); beside.get(edge.target).push(id); }
const state = { chosen: "", around: false, hidden: new Set(), table: false, english: false };
const BATCH = 25;

// ---- words ------------------------------------------------------------------------------------------
const tongue = () => (state.english ? "en" : "vi");
const say = (name, values = {}) =>
  (data.words[name] ? data.words[name][tongue()] : name).replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
const kindName = (name) => data.kinds[name][tongue()];
const kindNames = (name) => data.kinds[name][state.english ? "ens" : "vis"];
const relation = (name, backwards) => data.relations[name][(backwards ? "inverse_" : "") + tongue()];
const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f\u200b-\u200d\u2060\ufeff\u00ad]/g, "").toLowerCase()
  .replace(/[đð]/g, "d").replace(/[\u2010-\u2015\u2212]/g, "-").replace(/(?<=[hklmst]|qu)y\b/g, "i").replace(/\s+/g, " ").trim();
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const order = new Intl.Collator("vi", { numeric: true }).compare;
const plus = (group) => say("more_things", { n: group.count, kind: kindNames(group.kind) });
const nameOf = (id) => {
  const group = groups.get(id);
  return group ? plus(group) : nodes.get(id).label;
};

// ---- making elements --------------------------------------------------------------------------------
const make = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element && key !== "role" && key !== "list") element[key] = value; else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
};
const draw = (tag, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};
const OUTLINES = {
  square: "3,3 15,3 15,15 3,15", diamond: "9,1 17,9 9,17 1,9", triangle: "9,2 17,16 1,16", triangleDown: "1,2 17,2 9,16",
  hexagon: "5,2 13,2 17,9 13,16 5,16 1,9", star: "9,1 11.3,6.4 17,6.9 12.6,10.8 14,16.6 9,13.5 4,16.6 5.4,10.8 1,6.9 6.7,6.4",
};
const shape = (name, hollow = false, dashed = false) => {
  const kind = data.kinds[name], svg = draw("svg", { width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": "true" });
  const look = hollow ? { fill: "#fff", stroke: kind.colour, "stroke-width": 2, "stroke-dasharray": dashed ? "3 2" : "none" } : { fill: kind.colour };
  svg.append(kind.shape === "dot" ? draw("circle", { cx: 9, cy: 9, r: 7, ...look }) : draw("polygon", { points: OUTLINES[kind.shape], ...look }));
  return svg;
};
const stroke = (name) => {
  const look = data.relations[name], svg = draw("svg", { width: 34, height: 18, viewBox: "0 0 34 18", "aria-hidden": "true" });
  svg.append(draw("line", { x1: 1, y1: 9, x2: 26, y2: 9, stroke: look.colour, "stroke-width": look.width, "stroke-dasharray": look.dash.join(" ") }));
  svg.append(look.arrow === "bar" ? draw("line", { x1: 28, y1: 3, x2: 28, y2: 15, stroke: look.colour, "stroke-width": 3 })
    : draw("polygon", { points: "25,4 33,9 25,14", fill: look.colour }));
  return svg;
};
const jump = (id, text) => make("button", { type: "button", className: "to", onclick: () => choose(id) }, text ?? nameOf(id));
const some = (items, render, into, first = BATCH) => {
  items.slice(0, first).forEach((item) => into.append(render(item)));
  const rest = items.slice(first);
  if (!rest.length) return;
  const more = make("button", { type: "button", onclick: () => { more.remove(); some(rest, render, into, 100); } }, say("show_more", { n: rest.length }));
  into.append(more);
};

