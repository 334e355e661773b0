"use strict";
// The page round the picture. All data comes from the JSON block; every text is set as text, never as HTML.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const groups = new Map(data.groups.map((group) => [group.id, group]));
  const ids = [...nodes.keys(), ...groups.keys()];
  const unpack = ([report, before, exact, after, section, page, polarity, confidence]) => ({ source: data.reports[report] ?? "", before, exact, after, section, page, polarity, confidence });
  const edges = new Map(data.edges.rows.map(([from, to, look, kind = "more", also = [], partly = 0, quotes = [], more = 0], index) =>
    ["e" + index, { source: ids[from], target: ids[to], look: data.edges.looks[look], kind, also, partly, quotes: quotes.map(unpack), more }]));
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
  const order = new Intl.Collator("vi", { numeric: true }).compare;
  const nameOf = (id) => {
    const group = groups.get(id);
    return group ? say("more_things", { n: group.count, kind: kindNames(group.kind) }) : nodes.get(id).label;
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
  const shape = (name, silent = false) => {
    const kind = data.kinds[name], svg = draw("svg", { width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": "true" });
    const look = silent ? { fill: "#fff", stroke: kind.colour, "stroke-width": 2, "stroke-dasharray": "3 2" } : { fill: kind.colour };
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

  // ---- the picture ------------------------------------------------------------------------------------
  const full = (colour) => (typeof colour === "string" ? { background: colour, border: colour } : colour);
  const lit = (colour) => ({ ...colour, highlight: { background: colour.background, border: "#000" }, hover: { background: colour.background, border: "#000" } });
  const look = new Map();
  for (const { label, ...node } of data.drawn.nodes) look.set(node.id, { ...node, color: lit(full(node.color)), ...(groups.has(node.id) ? { label } : {}) });
  for (const [id, edge] of edges) look.set(id, { id, from: edge.source, to: edge.target, ...edge.look });
  const drawnNodes = new vis.DataSet([...beside.keys()].map((id) => ({ ...look.get(id) })));
  const drawnEdges = new vis.DataSet([...edges.keys()].map((id) => ({ ...look.get(id) })));
  const network = new vis.Network(byId("canvas"), { nodes: drawnNodes, edges: drawnEdges }, data.drawn.options);
  const kindOf = (id) => (nodes.get(id) ?? groups.get(id)).kind;
  const visibleNode = (id) => !state.hidden.has(kindOf(id));
  const visibleEdge = (id) => {
    const edge = edges.get(id);
    return !state.hidden.has("~" + edge.kind) && visibleNode(edge.source) && visibleNode(edge.target);
  };
  const across = (id, edge) => (edge.source === id ? edge.target : edge.source);
  const near = (id) => new Set([id, ...beside.get(id).filter(visibleEdge).map((edge) => across(id, edges.get(edge)))]);
  const rankOf = (kind) => -data.relations[kind].rank * 100 + Object.keys(data.relations).indexOf(kind);
  const inRows = ([a], [b]) => rankOf(a.slice(1)) - rankOf(b.slice(1));

  /** The relations of one thing by their kind, ">" or "<" before it for the direction: [kind, edges] in order. */
  const grouped = (id, names) => {
    const found = new Map();
    for (const name of names) {
      const edge = edges.get(name), key = (edge.source === id ? ">" : "<") + edge.kind;
      found.set(key, [...(found.get(key) ?? []), edge]);
    }
    for (const list of found.values()) list.sort((a, b) => order(nameOf(across(id, a)), nameOf(across(id, b))));
    return [...found].sort(inRows);
  };

  /** Places round one thing: what points to it on the left, what it points to on the right, by relation. */
  const columns = (id) => {
    const places = new Map([[id, { x: 0, y: 0, side: "below" }]]), heads = [];
    for (const right of [0, 1]) {
      const rows = grouped(id, beside.get(id).filter(visibleEdge)).filter(([key]) => (key[0] === ">") === Boolean(right))
        .flatMap(([key, list]) => [{ key }, ...list.map((edge) => ({ other: across(id, edge) }))])
        .filter(({ key, other }) => key || (!places.has(other) && places.set(other, null)));
      const tall = Math.max(12, Math.ceil(Math.sqrt(rows.length * 6)));
      rows.forEach(({ key, other }, index) => {
        const column = Math.floor(index / tall), here = Math.min(tall, rows.length - column * tall);
        const x = (right ? 1 : -1) * (250 + column * 330), y = (index % tall - (here - 1) / 2) * 46;
        if (key) heads.push({ x: x + (right ? -10 : 10), y: y + 6, right, text: relation(key.slice(1), key[0] === "<"), colour: data.relations[key.slice(1)].colour });
        else places.set(other, { x, y, side: right ? "right" : "left" });
      });
    }
    return { places, heads };
  };

  let view = { places: null, heads: [], bright: null };
  const paint = () => {
    const chosen = beside.has(state.chosen) ? state.chosen : "", line = edges.get(state.chosen);
    view = state.around && chosen ? { ...columns(chosen), bright: null } : { places: null, heads: [], bright: chosen ? near(chosen) : line ? new Set([line.source, line.target]) : null };
    const { places, bright } = view;
    drawnNodes.update([...beside.keys()].map((id) => {
      const { x, y } = places?.get(id) ?? look.get(id), faint = bright && !bright.has(id);
      return { id, x, y, hidden: !visibleNode(id) || Boolean(places && !places.has(id)), opacity: faint ? 0.15 : 1, size: places ? (id === chosen ? 18 : 11) : look.get(id).size, font: { ...data.drawn.options.nodes.font, color: faint ? "#d9d9d9" : "#1b1b1b" } };
    }));
    drawnEdges.update([...edges.keys()].map((id) => {
      const edge = edges.get(id), base = look.get(id), touches = !chosen && !line ? true : line ? id === state.chosen : edge.source === chosen || edge.target === chosen;
      return { id, hidden: !visibleEdge(id) || Boolean(places && !touches), color: touches || places ? base.color : { ...base.color, opacity: 0.08 } };
    }));
    byId("banner").hidden = !places;
    if (places) byId("banner-name").textContent = nameOf(chosen);
  };

  // Names are drawn here, not by vis-network: of constant size, the most connected first, none over another.
  const LETTERS = 13;
  const lines = (text, most) => {
    const found = [""];
    for (const word of text.split(/\s+/)) {
      if (found.at(-1) && found.at(-1).length + word.length >= most) found.push(word); else found[found.length - 1] = (found.at(-1) + " " + word).trim();
    }
    const kept = found.slice(0, 2).map((line) => (line.length > most + 4 ? line.slice(0, most + 3) + "…" : line));
    if (found.length > 2) kept[1] += " …";
    return kept;
  };
  const pencil = document.createElement("canvas").getContext("2d");
  pencil.font = `${LETTERS}px sans-serif`;
  const names = new Map([...nodes.values()].map((node) => {
    const text = lines(node.label, 24);
    return [node.id, { text, width: Math.max(...text.map((line) => pencil.measureText(line).width)), size: look.get(node.id).size, links: node.links }];
  }));
  const ranked = [...names.keys()].sort((a, b) => names.get(b).links - names.get(a).links || order(a, b));
  const writeNames = (pen) => {
    const scale = network.getScale(), unit = 1 / scale, at = network.getPositions(), taken = [];
    const { x: left, y: top } = network.DOMtoCanvas({ x: -60, y: -20 }), { x: right, y: bottom } = network.DOMtoCanvas({ x: byId("canvas").clientWidth + 60, y: byId("canvas").clientHeight + 20 });
    pen.textBaseline = "top"; pen.lineJoin = "round"; pen.strokeStyle = "rgb(255 255 255 / 92%)"; pen.lineWidth = 4 * unit;
    const write = (text, x, y, align, colour, weight = "") => {
      pen.font = `${weight} ${LETTERS * unit}px sans-serif`; pen.textAlign = align; pen.fillStyle = colour;
      text.forEach((line, row) => { const place = y + row * (LETTERS + 2) * unit; pen.strokeText(line, x, place); pen.fillText(line, x, place); });
    };
    for (const head of view.heads) write([head.text], head.x, head.y, head.right ? "left" : "right", head.colour, "600");
    const first = state.chosen && names.has(state.chosen) ? [state.chosen] : [];
    for (const id of [...first, ...ranked]) {
      const { x, y } = at[id] ?? {}, name = names.get(id), side = view.places?.get(id)?.side ?? "below";
      if (x === undefined || x < left || x > right || y < top || y > bottom || !visibleNode(id)) continue;
      if ((view.places && !view.places.has(id)) || (view.bright && !view.bright.has(id))) continue;
      const bold = id === state.chosen, size = view.places ? (bold ? 18 : 11) : name.size, wide = name.width * unit * (bold ? 1.1 : 1), tall = name.text.length * (LETTERS + 2) * unit;
      const start = side === "below" ? x - wide / 2 : side === "right" ? x + size + 5 * unit : x - size - 5 * unit - wide;
      const over = side === "below" ? y + size + 3 * unit : y - tall / 2;
      const box = [start, over, start + wide, over + tall];
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      taken.push(box);
      write(name.text, side === "below" ? x : side === "right" ? box[0] : box[2], over, side === "below" ? "center" : side === "right" ? "left" : "right", "#1b1b1b", bold ? "700" : "");
    }
  };
  network.on("afterDrawing", writeNames);
  const move = () => network.getViewPosition && !matchMedia("(prefers-reduced-motion: reduce)").matches && data.nodes.length < 400 ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  /** Show everything that is not hidden, with room for the names at the sides. */
  const fit = () => {
    const spots = [...beside.keys()].filter(visibleNode).map((id) => (view.places ? view.places.get(id) : look.get(id))).filter(Boolean);
    if (!spots.length || !byId("canvas").clientWidth) return;
    const [left, right] = [Math.min(...spots.map((spot) => spot.x)), Math.max(...spots.map((spot) => spot.x))];
    const [top, bottom] = [Math.min(...spots.map((spot) => spot.y)), Math.max(...spots.map((spot) => spot.y))];
    const wide = byId("canvas").clientWidth, tall = byId("canvas").clientHeight;
    const edge = view.places ? Math.min(190, wide / 3.4) : Math.min(60, wide / 8);
    const scale = Math.min((wide - 2 * edge) / (right - left + 1), (tall - 120) / (bottom - top + 1), 1.25);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  };

  const choose = (id, { around = state.around, centre = true } = {}) => {
    const was = state.around && state.chosen;
    state.chosen = id;
    state.around = Boolean(around && id && beside.has(id));
    paint();
    network.unselectAll();
    if (beside.has(id)) network.selectNodes([id], false); else if (edges.has(id)) network.selectEdges([id]);
    if (state.around || was) fit();
    else if (id && centre && !state.table && beside.has(id)) network.focus(id, { scale: Math.max(network.getScale(), 0.75), animation: move() });
    showPanel();
    if (state.table) showTable();
    save();
  };

  // ---- the panel --------------------------------------------------------------------------------------
  const quoteBox = (quote) => {
    const notes = [quote.section && say("section", { n: quote.section }), quote.page && say("page", { n: quote.page }),
      quote.polarity === "partly" && say("partly"), quote.confidence && say("confidence", { n: quote.confidence })].filter(Boolean);
    return make("blockquote", {}, make("p", {}, quote.before, make("mark", {}, quote.exact), quote.after),
      make("footer", {}, [quote.source, ...notes].filter(Boolean).join(" · ")));
  };
  const quotes = (edge, open) => {
    const box = make("div");
    if (edge.kind === "more") return box;
    edge.quotes.slice(0, open ? 9 : 1).forEach((quote) => box.append(quoteBox(quote)));
    const rest = edge.more + (open ? 0 : Math.max(0, edge.quotes.length - 1));
    if (!edge.quotes.length && !rest) box.append(make("p", { className: "soft" }, say("no_quote")));
    if (rest && !edge.quotes.length) box.append(make("p", { className: "soft" }, say("quotes_left", { n: rest })));
    else if (rest) box.append(make("p", { className: "soft" }, say("more_quotes", { n: rest })));
    return box;
  };
  const alsoText = (edge) => [edge.partly && say("partly"), edge.also.length && say("also", { names: edge.also.map((name) => relation(name, false)).join(", ") })].filter(Boolean).join("; ");
  const relations = (id, into) => {
    const found = grouped(id, beside.get(id));
    for (const [key, list] of found) {
      into.append(make("h4", {}, `${relation(key.slice(1), key[0] === "<")} (${list.length})`));
      some(list, (edge) => make("div", { className: "relation" }, jump(across(id, edge)), make("span", { className: "soft" }, alsoText(edge) && " " + alsoText(edge)), quotes(edge, false)), into, 12);
    }
    if (!found.length) into.append(make("p", { className: "soft" }, say("no_relations")));
  };
  const answer = (node, into) => {
    if (node.reports !== undefined && node.reports !== null) {
      into.append(make("div", { className: node.reports ? "answer" : "answer silent" }, make("p", {}, node.reports ? say("has_reports", { n: node.reports }) : say("no_report"))));
    }
    if (node.implementers === undefined || node.implementers === null) return;
    const box = make("div", { className: "answer" }, make("p", {}, say("coverage", { n: node.implementers, of: data.reporting_units })));
    const silent = data.silent[node.id];
    if (silent?.length) box.append(make("p", {}, say("coverage_rest", { n: silent.length, names: silent.slice(0, 20).join(", ") + (silent.length > 20 ? ", …" : "") })));
    box.append(make("p", { className: "soft" }, say("coverage_silent")));
    into.append(box);
  };
  const nodePanel = (id, into) => {
    const node = nodes.get(id), group = groups.get(id), item = node ?? group;
    into.append(make("span", { className: "badge" }, shape(item.kind, node?.reports === 0), kindName(item.kind)), make("h2", { className: "name" }, nameOf(id)));
    if (node?.title) into.append(make("p", {}, node.title));
    if (group) {
      const hub = nodes.get(group.hub);
      into.append(make("p", {}, say("group_note", { n: group.count, hub: hub.label, limit: data.limit + group.count })), jump(group.hub), make("h3", {}, say("group_names")));
      const list = make("ul"); some(group.names, (name) => make("li", {}, name), list, 60); into.append(list);
      if (group.count > group.names.length) into.append(make("p", { className: "soft" }, say("group_rest", { n: group.count - group.names.length })));
      return;
    }
    answer(node, into);
    into.append(make("div", { className: "row" }, make("button", { type: "button", id: "around", "aria-pressed": String(state.around), onclick: () => choose(id, { around: !state.around }) }, say(state.around ? "focus_off" : "focus")),
      make("button", { type: "button", onclick: () => choose("", { around: false }) }, say("close"))));
    if (node.facts?.length) {
      into.append(make("h3", {}, say("facts")));
      into.append(make("dl", {}, ...node.facts.flatMap(([name, value]) => [make("dt", {}, say("fact_" + name)), make("dd", {}, value)])));
    }
    into.append(make("h3", {}, say("relations")));
    relations(id, into);
  };
  const edgePanel = (id, into) => {
    const edge = edges.get(id);
    into.append(make("span", { className: "badge" }, stroke(edge.kind), relation(edge.kind, false)),
      make("h2", { className: "name" }, jump(edge.source), " → ", jump(edge.target)), make("p", { className: "soft" }, alsoText(edge)),
      make("div", { className: "row" }, make("button", { type: "button", onclick: () => choose("") }, say("close"))), make("h3", {}, say("relations")), quotes(edge, true));
  };
  const showPanel = () => {
    const panel = byId("panel");
    panel.replaceChildren();
    if (beside.has(state.chosen)) nodePanel(state.chosen, panel);
    else if (edges.has(state.chosen)) edgePanel(state.chosen, panel);
    else {
      panel.append(make("p", {}, say("welcome")), make("h3", {}, say("start_here")));
      const starts = data.anchors.length ? data.anchors : [...nodes.values()].sort((a, b) => (b.implementers ?? 0) - (a.implementers ?? 0) || b.links - a.links).slice(0, 8).map((node) => node.id);
      for (const id of starts) {
        const node = nodes.get(id);
        panel.append(make("div", { className: "relation" }, jump(id), make("span", { className: "soft" }, node.implementers ? ` – ${node.implementers}/${data.reporting_units}` : ""), make("div", { className: "soft" }, node.title ?? "")));
      }
    }
    panel.scrollTop = 0;
  };

  // ---- legend = filter --------------------------------------------------------------------------------
  const key = (token, picture, text, count) => make("li", {}, make("label", {}, make("input", { type: "checkbox", checked: !state.hidden.has(token), onchange: (event) => {
    if (event.target.checked) state.hidden.delete(token); else state.hidden.add(token);
    paint(); if (state.around) fit(); if (state.table) showTable(); save();
  }, "data-token": token }), picture, make("span", {}, text), make("span", { className: "count" }, String(count))));
  const count = (items) => items.reduce((found, name) => found.set(name, (found.get(name) ?? 0) + 1), new Map());
  const showLegend = () => {
    const kinds = count(data.nodes.map((node) => node.kind)), drawn = count(told.map((edge) => edge.kind));
    const listed = (names, found, picture, prefix, text) => names.filter((name) => found.has(name)).map((name) => key(prefix + name, picture(name), text(name), found.get(name)));
    byId("legend-kinds").replaceChildren(...listed(Object.keys(data.kinds), kinds, (name) => shape(name), "", kindName));
    byId("legend-edges").replaceChildren(...listed(Object.keys(data.relations), drawn, stroke, "~", (name) => relation(name, false)));
    byId("legend-units").replaceChildren(...[[false, "unit_reported"], [true, "unit_silent"]].map(([silent, word]) => make("li", { className: "key" }, shape("unit", silent), make("span", {}, say(word)),
      make("span", { className: "count" }, String(data.nodes.filter((node) => node.kind === "unit" && (node.reports === 0) === silent).length)))));
  };

  // ---- search -----------------------------------------------------------------------------------------
  const hay = [...[...nodes.values()].map((node) => [node.id, fold([node.label, node.title ?? "", ...(node.facts ?? []).map((fact) => fact[1])].join(" ")) + " " + node.id.replace(/[-/_]/g, " ")]),
    ...[...groups.values()].flatMap((group) => group.names.map((name) => [group.id, fold(name), name]))];
  let hits = [], at = -1;
  const find = (text) => {
    const parts = fold(text).split(" ").filter(Boolean);
    if (!parts.length) return [];
    const starts = (straw) => (straw.startsWith(parts[0]) ? 0 : straw.includes(" " + parts[0]) ? 1 : 2);
    return hay.filter(([, straw]) => parts.every((part) => straw.includes(part)))
      .sort((a, b) => starts(a[1]) - starts(b[1]) || (nodes.get(b[0])?.links ?? 0) - (nodes.get(a[0])?.links ?? 0) || order(a[1], b[1])).slice(0, 30);
  };
  const showHits = () => {
    const box = byId("hits"), text = byId("search").value;
    hits = find(text); at = hits.length ? 0 : -1;
    box.replaceChildren(...hits.map(([id, , name], index) => make("li", { role: "option", id: "hit" + index, onmousedown: (event) => { event.preventDefault(); take(index); } },
      name ?? nameOf(id), " ", make("small", {}, name ? nameOf(id) + " – " + nameOf(groups.get(id).hub) : [kindName(kindOf(id)), nodes.get(id)?.title].filter(Boolean).join(" · ").slice(0, 110)))));
    if (text.trim() && !hits.length) box.append(make("li", { role: "presentation" }, say("no_hit")));
    box.hidden = !text.trim();
    byId("search").setAttribute("aria-expanded", String(!box.hidden));
    mark();
  };
  const mark = () => {
    [...byId("hits").children].forEach((item, index) => item.getAttribute("role") === "option" && item.setAttribute("aria-selected", String(index === at)));
    byId("search").setAttribute("aria-activedescendant", at >= 0 ? "hit" + at : "");
    byId("hit" + at)?.scrollIntoView({ block: "nearest" });
  };
  const closeHits = () => { byId("hits").hidden = true; byId("search").setAttribute("aria-expanded", "false"); };
  const take = (index) => {
    const id = hits[index]?.[0];
    if (!id) return;
    closeHits();
    if (state.hidden.delete(kindOf(id))) showLegend();
    choose(id);
  };
  byId("search").addEventListener("input", showHits);
  byId("search").addEventListener("focus", () => byId("search").value && showHits());
  byId("search").addEventListener("blur", closeHits);
  byId("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") take(at);
    else if (event.key === "Escape") closeHits();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") { at = hits.length ? (at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length : -1; mark(); event.preventDefault(); }
  });

  // ---- the table of the same content --------------------------------------------------------------------
  const table = (caption, heads, items, cells) => {
    const body = make("tbody"), top = make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)));
    const row = (item) => make("tr", {}, ...cells(item).map((cell, index) => {
      const place = make("td", { "data-head": index ? heads[index] : "" }, ...[cell].flat());
      if (typeof cell === "string" && /^\d+$/.test(cell)) place.className = "number";
      return place;
    }));
    const add = (first) => {
      items.slice(first, first + 150).forEach((item) => body.append(row(item)));
      if (items.length <= first + 150) return;
      const more = make("tr", {}, make("td", { colSpan: heads.length, "data-head": "" }, make("button", { type: "button", onclick: () => { more.remove(); add(first + 150); } }, say("show_more", { n: items.length - first - 150 }))));
      body.append(more);
    };
    add(0);
    return make("table", {}, make("caption", {}, `${caption} (${items.length})`), make("thead", {}, top), body);
  };
  const showTable = () => {
    const set = state.chosen && beside.has(state.chosen) && state.around ? near(state.chosen) : null;
    const things = [...beside.keys()].filter((id) => visibleNode(id) && (!set || set.has(id)));
    const shown = [...edges.keys()].filter((id) => edges.get(id).kind !== "more" && visibleEdge(id) && (!set || edges.get(id).source === state.chosen || edges.get(id).target === state.chosen));
    const note = (id) => { const node = nodes.get(id); return !node ? "" : node.title || (node.reports === 0 ? say("no_report") : node.reports ? say("has_reports", { n: node.reports }) : ""); };
    byId("bang").replaceChildren(
      table(say("table_things"), ["col_name", "col_kind", "col_links", "col_note"].map((name) => say(name)), things, (id) => [jump(id), kindName(kindOf(id)), String(nodes.get(id)?.links ?? groups.get(id).count), note(id)]),
      table(say("table_edges"), ["col_from", "col_relation", "col_to", "col_quote", "col_source"].map((name) => say(name)), shown, (id) => {
        const edge = edges.get(id), quote = edge.quotes[0];
        return [jump(edge.source), [jump(id, relation(edge.kind, false)), alsoText(edge) && " " + alsoText(edge)].filter(Boolean), jump(edge.target),
          quote ? [quote.before, make("mark", {}, quote.exact), quote.after] : edge.more ? say("quotes_left", { n: edge.more }) : say("no_quote"), quote ? quote.source : ""];
      }));
  };
  const showView = () => {
    byId("bang").hidden = !state.table;
    byId("picture").hidden = state.table;
    byId("view-table").setAttribute("aria-pressed", String(state.table));
    byId("view-network").setAttribute("aria-pressed", String(!state.table));
    if (state.table) showTable(); else { network.setSize("100%", "100%"); network.redraw(); fit(); }
  };

  // ---- texts, footer, state -----------------------------------------------------------------------------
  const showFooter = () => {
    const left = data.groups.reduce((sum, group) => sum + group.count, 0);
    const newest = data.newest ? data.newest.split("-").reverse().join("/") : say("footer_undated");
    const totals = Object.entries(data.totals).map(([name, n]) => `${n} ${say("class_" + name)}`).join(", ");
    const list = make("ul", {}, ...data.reports.map((name) => make("li", {}, name)));
    const parts = [say("footer_sources", { reports: data.report_count, units: data.reporting_units, newest }),
      say("footer_counts", { nodes: data.nodes.length, edges: told.length }) + (left ? say("footer_left", { n: left, limit: data.limit, depth: data.depth }) : say("footer_all")),
      totals && say("footer_store", { names: totals }), say("footer_version", { version: data.version })];
    byId("footer").replaceChildren(...parts.filter(Boolean).map((text) => make("p", {}, text + " ")), make("details", {}, make("summary", {}, `${say("footer_reports")} (${data.reports.length})`), list));
  };
  const showWords = () => {
    document.documentElement.lang = tongue();
    document.title = byId("title").textContent = data.title[tongue()];
    document.querySelectorAll("[data-word]").forEach((element) => { element.textContent = say(element.dataset.word); });
    document.querySelectorAll("[data-word-label]").forEach((element) => element.setAttribute("aria-label", say(element.dataset.wordLabel)));
    document.querySelectorAll("[data-word-placeholder]").forEach((element) => { element.placeholder = say(element.dataset.wordPlaceholder); });
    byId("language").textContent = state.english ? "Tiếng Việt" : "English";
    byId("language").lang = state.english ? "vi" : "en";
    showLegend(); showFooter(); showPanel();
  };
  let own = "";
  const save = () => {
    const kept = new URLSearchParams();
    if (state.chosen) kept.set("chon", state.chosen);
    if (state.around) kept.set("quanh", "1");
    if (state.hidden.size) kept.set("an", [...state.hidden].sort().join(","));
    if (state.table) kept.set("xem", "bang");
    if (state.english) kept.set("tieng", "en");
    own = kept.toString();
    history.replaceState(null, "", "#" + own);
  };
  const load = (text) => {
    const kept = new URLSearchParams(text), chosen = kept.get("chon") ?? "";
    state.chosen = beside.has(chosen) || edges.has(chosen) ? chosen : "";
    state.around = kept.get("quanh") === "1" && beside.has(state.chosen);
    state.hidden = new Set((kept.get("an") ?? "").split(",").filter(Boolean));
    state.table = kept.get("xem") === "bang";
    state.english = kept.get("tieng") === "en";
  };
  const show = () => { showWords(); paint(); showView(); if (state.chosen) choose(state.chosen, { centre: false }); };
  const tell = (text) => { byId("said").textContent = text; setTimeout(() => { byId("said").textContent = ""; }, 4000); };

  // ---- buttons ------------------------------------------------------------------------------------------
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: move() });
  const savePng = () => {
    const seen = byId("canvas").querySelector("canvas"), ratio = seen.width / seen.clientWidth, foot = 30 * ratio;
    const sheet = make("canvas", { width: seen.width, height: seen.height + 2 * foot }), pen = sheet.getContext("2d");
    pen.fillStyle = "#fff"; pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.drawImage(seen, 0, foot);
    pen.fillStyle = "#1b1b1b"; pen.font = `600 ${16 * ratio}px sans-serif`; pen.fillText(data.title[tongue()], 10 * ratio, foot * 0.7);
    pen.font = `${11 * ratio}px sans-serif`; pen.fillText(byId("footer").querySelector("p").textContent + "danvan " + data.version, 10 * ratio, seen.height + foot * 1.6);
    sheet.toBlob((blob) => {
      const url = URL.createObjectURL(blob);
      make("a", { href: url, download: (fold(data.title.vi).replace(/[^a-z0-9]+/g, "-") || "danvan") + ".png" }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    }, "image/png");
  };
  byId("zoom-in").addEventListener("click", () => zoom(1.4));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
  byId("whole").addEventListener("click", () => { choose(state.chosen, { around: false, centre: false }); fit(); });
  byId("unfocus").addEventListener("click", () => choose(state.chosen, { around: false, centre: false }));
  byId("view-network").addEventListener("click", () => { state.table = false; showView(); save(); });
  byId("view-table").addEventListener("click", () => { state.table = true; showView(); save(); });
  byId("skip").addEventListener("click", (event) => { event.preventDefault(); state.table = true; showView(); save(); byId("bang").focus(); });
  byId("language").addEventListener("click", () => { state.english = !state.english; showWords(); paint(); if (state.table) showTable(); save(); });
  byId("png").addEventListener("click", savePng);
  byId("print").addEventListener("click", () => window.print());
  byId("link").addEventListener("click", () => navigator.clipboard?.writeText(location.href).then(() => tell(say("link_done")), () => tell(location.href)) ?? tell(location.href));
  window.addEventListener("beforeprint", showTable);
  window.addEventListener("hashchange", () => { if (location.hash.slice(1) !== own) { load(location.hash.slice(1)); show(); } });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== byId("search")) { event.preventDefault(); byId("search").focus(); }
    else if (event.key === "Escape" && document.activeElement !== byId("search") && state.chosen) choose(state.around ? state.chosen : "", { around: false, centre: false });
  });
  network.on("click", ({ nodes: [node], edges: [edge] }) => choose(node ?? edge ?? "", { centre: false }));
  network.on("doubleClick", ({ nodes: [node] }) => node && choose(node, { around: true }));

  // ---- start ----------------------------------------------------------------------------------------------
  load(location.hash.slice(1));
  if (!location.hash && data.anchors.length === 1) { state.chosen = data.anchors[0]; state.around = true; }
  if (matchMedia("(max-width: 820px)").matches) byId("legend").open = false;
  window.danvanPage = { network, state, choose, find };
  show();
  network.redraw();
  requestAnimationFrame(() => setTimeout(() => { document.documentElement.dataset.ready = String(Math.round(performance.now())); }));
})();
