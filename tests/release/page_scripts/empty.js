const panel = Dom.byId("panel").innerText;
const found = ["overview", "visits", "leaders", "checks", "data"].map((view) => {
  State.set({ view, visit: "" }, true);
  return Dom.byId(view).innerText.length;
});
answer({ panel, found, visits: Dom.byId("visits").innerText });
