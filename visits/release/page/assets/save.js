// A figure in its frame: title, drawing, the same as a table, and buttons that save it as SVG and PNG.
"use strict";

const Save = (() => {
  const { el } = Dom;
  const WIDTH = 840;
  const MARGIN = 24;
  const HEAD = 54;
  const SHARPNESS = 2;
  const frames = new Map();

  /**
   * A figure: `draw(width, colours)` gives its SVG, `table` {head, rows} the numbers behind it.
   * `name` is the saved file's; `note` a line below the title; `size` a class of its place.
   */
  function framed({ name, title, note, draw, table, size }) {
    const place = el("div", { class: "drawing" });
    const body = el("div", { class: "numbers", hidden: true });
    const button = (words, press, more) => el("button", { type: "button", class: "quiet", onclick: press, ...more }, words);
    const shown = (event) => {
      body.hidden = !body.hidden;
      if (!body.hidden && !body.firstChild) body.append(tableOf(table(), title));
      event.currentTarget.setAttribute("aria-expanded", String(!body.hidden));
    };
    const figure = el(
      "figure", { class: `card ${size || ""}`.trim(), id: `figure-${name}` },
      el("figcaption", null, el("h2", null, title), note && el("p", { class: "note" }, note)),
      place, body,
      el("div", { class: "tools" },
        button("SVG", () => download(svgFile(name), `${name}.svg`), { "aria-label": `Save “${title}” as SVG` }),
        button("PNG", async () => download(await pngFile(name), `${name}.png`), { "aria-label": `Save “${title}” as PNG` }),
        button("Numbers", shown, { "aria-expanded": "false", "aria-label": `The numbers of “${title}” as a table` })),
    );
    frames.set(name, { title, note, draw, place });
    return figure;
  }

  /** Draw the figures of the view that is shown, where their width or the colours have changed since. */
  function redraw() {
    const colours = Figures.palette();
    const sized = [...frames.values()].map((frame) => ({ frame, width: frame.place.isConnected ? frame.place.clientWidth : 0 }));
    for (const { frame, width } of sized) { // all widths first: to ask for one after drawing lays the page out anew
      const { draw, place, drawn = {} } = frame;
      if (!width || (drawn.width === width && drawn.colours === colours)) continue;
      frame.drawn = { width, colours };
      const drawing = draw(width, colours);
      place.replaceChildren(drawing);
      Dom.roving(drawing, ".mark");
    }
  }

  const forget = (names) => names.forEach((name) => frames.delete(name));

  function tableOf({ head, rows }, caption) {
    return el("table", { class: "plain" },
      el("caption", { class: "hidden-label" }, caption),
      el("thead", null, el("tr", null, head.map((word) => el("th", { scope: "col" }, word)))),
      el("tbody", null, rows.map(([first, ...rest]) => el("tr", null,
        el("th", { scope: "row" }, first), rest.map((cell) => el("td", null, String(cell)))))));
  }

  /** The figure as a drawing of its own: with title and source, in light colours, at a fixed width. */
  function alone(name) {
    const { title, note, draw } = frames.get(name);
    const colours = Figures.LIGHT;
    const drawing = draw(WIDTH - 2 * MARGIN, colours);
    const height = Number(drawing.getAttribute("height")) + HEAD + 2 * MARGIN + 18;
    const { svg } = Dom;
    drawing.setAttribute("x", MARGIN);
    drawing.setAttribute("y", MARGIN + HEAD);
    drawing.querySelectorAll("[tabindex]").forEach((mark) => mark.removeAttribute("tabindex"));
    const words = { "font-family": "system-ui, sans-serif" };
    return svg("svg", {
      xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`,
    },
    svg("rect", { width: WIDTH, height, fill: colours.paper }),
    svg("text", { x: MARGIN, y: MARGIN + 14, "font-size": 19, "font-weight": 600, fill: colours.ink, ...words }, title),
    svg("text", { x: MARGIN, y: MARGIN + 36, "font-size": 13, fill: colours.soft, ...words }, note || ""),
    drawing,
    svg("text", { x: MARGIN, y: height - MARGIN + 6, "font-size": 11, fill: colours.soft, ...words }, source()));
  }

  function source() {
    const { title, version, content_hash: hash } = Records.about;
    return [title, version && `version ${version}`, `data ${hash.slice(0, 12)}`].filter(Boolean).join(", ");
  }

  const svgText = (name) => `${new XMLSerializer().serializeToString(alone(name))}\n`;
  const svgFile = (name) => new Blob([svgText(name)], { type: "image/svg+xml" });

  /** The figure as pixels, twice as many as its width says, so that it is sharp in print. */
  async function pngFile(name) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(name))}`;
    await image.decode();
    const canvas = el("canvas", { width: image.width * SHARPNESS, height: image.height * SHARPNESS });
    const pen = canvas.getContext("2d");
    pen.scale(SHARPNESS, SHARPNESS);
    pen.drawImage(image, 0, 0);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  function download(blob, name) {
    const address = URL.createObjectURL(blob);
    el("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  return { framed, redraw, forget, svgText, pngFile };
})();
