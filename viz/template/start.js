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
  if (data.parents) byId("view-network").textContent = say("view_lineage");
  byId("language").textContent = state.english ? "Tiếng Việt" : "English";
  byId("language").lang = state.english ? "vi" : "en";
  makeNames(); showLegend(); showFooter(); showPanel();
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
if (!location.hash && data.anchors.length === 1) { state.chosen = data.anchors[0]; state.around = !data.parents; }
if (matchMedia("(max-width: 820px)").matches) byId("legend").open = false;
window.danvanPage = { network, state, choose, find };
show();
network.redraw();
requestAnimationFrame(() => setTimeout(() => { document.documentElement.dataset.ready = String(Math.round(performance.now())); }));
