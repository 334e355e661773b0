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
  const notes = [quote.section && (/^[\dIVXA-Z]/.test(quote.section) ? say("section", { n: quote.section }) : quote.section), quote.page && say("page", { n: quote.page }),
    quote.polarity === "partly" && say("partly"), quote.confidence && say("confidence", { n: Math.round(quote.confidence * 100) })].filter(Boolean);
  return make("blockquote", {}, make("p", {}, quote.before, make("mark", {}, quote.exact), quote.after),
    make("footer", {}, [quote.source, ...notes].filter(Boolean).join(" · ")));
};
const quotes = (edge, open) => {
  const box = make("div");
  if (edge.kind === "more") return box;
  edge.quotes.slice(0, open ? 9 : 1).forEach((quote) => box.append(quoteBox(quote)));
  const here = open ? 0 : edge.quotes.length - 1;
  if (here > 0) box.append(make("button", { type: "button", className: "to", onclick: () => choose(edge.id, { around: false }) }, say("quotes_here", { n: here })));
  if (edge.register) box.append(make("p", { className: "soft" }, say("register", { row: edge.register[state.english ? 1 : 0] })));
  else if (!edge.quotes.length && !edge.more) box.append(make("p", { className: "soft" }, say("no_quote")));
  if (edge.more) box.append(make("p", { className: "soft" }, say(edge.quotes.length ? "more_quotes" : "quotes_left", { n: edge.more })));
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
  const about = beside.get(node.id).map((id) => edges.get(id)).filter((edge) => edge.target === node.id);
  const told = new Set(about.filter((edge) => data.relations[edge.kind].family === "implements" && edge.kind !== "negated").map((edge) => edge.source));
  const list = (text, units) => units.length && box.append(make("p", {}, `${text} (${units.length}): `,
    ...units.slice(0, 20).flatMap(([id, name], index) => [index ? ", " : "", nodes.has(id) ? jump(id) : name]), units.length > 20 ? ", …" : "."));
  for (const kind of ["negated", "plans", "mentions"]) {
    const units = about.filter((edge) => edge.kind === kind && !told.has(edge.source)).map((edge) => edge.source);
    units.forEach((unit) => told.add(unit));
    list(capital(relation(kind, true)), units.map((unit) => [unit, nameOf(unit)]));
  }
  list(capital(say("silent_head")), silentOf(node.id));
  box.append(make("p", { className: "soft" }, say("coverage_silent")));
  into.append(box);
};
const groupNames = (group, into) => {
  const list = make("ul");
  some(group.names, (name) => make("li", {}, name), list, 12);
  into.append(list);
  if (group.count > group.names.length) into.append(make("p", { className: "soft" }, say("group_rest", { n: group.count - group.names.length })));
};
const nodePanel = (id, into) => {
  const node = nodes.get(id), group = groups.get(id), item = node ?? group;
  into.append(make("span", { className: "badge" }, shape(item.kind, node?.reports === 0 || Boolean(node?.ended), node?.reports === 0), kindName(item.kind)), make("h2", { className: "name" }, nameOf(id)));
  if (node?.title) into.append(make("p", {}, node.title));
  if (group) {
    const hub = nodes.get(group.hub);
    into.append(make("p", {}, say("group_note", { n: group.count, hub: hub.label, limit: data.limit + group.count })), jump(group.hub), make("h3", {}, say("group_names")));
    groupNames(group, into);
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
  for (const group of undrawn.get(id) ?? []) {
    into.append(make("h4", {}, plus(group)), make("p", { className: "soft" }, say("group_note", { n: group.count, hub: node.label, limit: data.limit + group.count })));
    groupNames(group, into);
  }
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

