(async () => {
  const found = {};
  State.set({ view: "leaders", leader: "prk-kim-jong-un" }, true);
  const timeline = Save.svgText("timeline");
  State.set({ view: "overview", leader: "" }, true);
  const names = [...document.querySelectorAll("#overview figure")].map((one) => one.id.replace("figure-", ""));
  for (const [name, text] of [["timeline", timeline], ...names.map((one) => [one, Save.svgText(one)])]) {
    const drawing = new DOMParser().parseFromString(text, "image/svg+xml");
    found[name] = [drawing.documentElement.tagName, drawing.querySelectorAll("rect").length, drawing.querySelector("text").textContent];
  }
  const png = new Uint8Array(await (await Save.pngFile("visits-per-year")).arrayBuffer());
  answer({ found, png: [...png.slice(0, 8)], size: new DataView(png.buffer).getUint32(16), bytes: png.length });
})();
