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
  byId("legend-edges").replaceChildren(...listed(Object.keys(data.relations), drawn, stroke, "~", (name) => relation(name, false)), make("li", { className: "soft" }, say("edge_pale")));
  const explain = (id, rows) => byId(id).replaceChildren(...rows.map(([picture, word, number]) => make("li", { className: "key" }, picture, make("span", {}, say(word)), make("span", { className: "count" }, String(number)))));
  const units = data.nodes.filter((node) => node.kind === "unit"), silent = units.filter((node) => node.reports === 0);
  const acts = data.nodes.filter((node) => node.implementers !== undefined), ended = acts.filter((node) => node.ended);
  explain("legend-units", [[shape("unit"), "unit_reported", units.length - silent.length], [shape("unit", true, true), "unit_silent", silent.length]]);
  explain("legend-force", [[shape("party"), "in_force_shown", acts.length - ended.length], [shape("party", true), "ended_shown", ended.length]]);
  byId("about-units").hidden = !units.length;
  byId("about-force").hidden = !ended.length;
};

// ---- search -----------------------------------------------------------------------------------------
const hay = [...[...nodes.values()].map((node) => [node.id, fold([node.label, node.title ?? "", ...(node.facts ?? []).map((fact) => fact[1])].join(" ")) + " " + node.id.replace(/[-/_]/g, " ")]),
  ...data.groups.flatMap((group) => group.names.map((name) => [groups.has(group.id) ? group.id : group.hub, fold(name), name, group]))];
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
  box.replaceChildren(...hits.map(([id, , name, group], index) => make("li", { role: "option", id: "hit" + index, onmousedown: (event) => { event.preventDefault(); take(index); } },
    name ?? nameOf(id), " ", make("small", {}, name ? plus(group) + " – " + nameOf(group.hub) : [kindName(kindOf(id)), nodes.get(id)?.title].filter(Boolean).join(" · ").slice(0, 110)))));
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
        quote ? [quote.before, make("mark", {}, quote.exact), quote.after] : edge.more ? say("quotes_left", { n: edge.more }) : edge.register ? say("register", { row: edge.register[state.english ? 1 : 0] }) : say("no_quote"), quote ? quote.source : ""];
    }));
};
const showView = () => {
  byId("bang").hidden = !state.table;
  byId("picture").hidden = state.table;
  byId("view-table").setAttribute("aria-pressed", String(state.table));
  byId("view-network").setAttribute("aria-pressed", String(!state.table));
  if (state.table) showTable(); else { network.setSize("100%", "100%"); network.redraw(); fit(); }
};

