// The figures: plain SVG, drawn at the width of its place, so that words keep their size on a phone.
// Colours are written into the marks, so that a saved file looks as on the page without its style.
"use strict";

const Figures = (() => {
  const { svg } = Dom;
  const LIGHT = {
    ink: "#1d2530", soft: "#5c6672", line: "#dedbd2", paper: "#ffffff", main: "#1f6286", pale: "#a9c8d8",
    grey: "#c3beb2", faint: "#eef3f5", onMain: "#ffffff",
  };
  const DARK = {
    ink: "#e6e9ec", soft: "#9ba7b3", line: "#333c46", paper: "#1b2128", main: "#6fb1d3", pale: "#35596c",
    grey: "#56606a", faint: "#202a32", onMain: "#0e1418",
  };
  const night = window.matchMedia("(prefers-color-scheme: dark)");
  const palette = () => (night.matches ? DARK : LIGHT);
  const TALL = 270;
  const RIGHT = 12;

  /** An empty drawing with a name for screen readers. */
  function sheet(width, height, title, colours) {
    return svg("svg", {
      xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, role: "group",
      "aria-label": title, "font-family": "system-ui, -apple-system, 'Segoe UI', sans-serif", "font-size": 12.5,
      fill: colours.ink,
    });
  }

  const text = (x, y, words, more) => svg("text", { x, y, ...more }, words);

  /** A mark that can be pressed, with the words that a screen reader says for it. */
  function mark(label, press, attributes, ...children) {
    const pressed = press ? { role: "button", onclick: press, class: "mark press" } : { role: "img", class: "mark" };
    return svg("g", { "aria-label": label, ...pressed, ...attributes }, svg("title", null, label), ...children);
  }

  function steps(most, wanted = 4) {
    const rough = Math.max(1, most / wanted);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough));
    return Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step);
  }

  /**
   * Columns side by side, each of stacked parts.
   * `columns`: {label, parts: [n…], says, press}; `parts`: {name, colour} from the bottom up.
   */
  function stacked({ columns, parts, title }, width, colours) {
    const [left, top, bottom] = [38, 26, 24];
    const drawn = sheet(width, TALL, title, colours);
    const most = Math.max(1, ...columns.map((column) => sum(column.parts)));
    const height = TALL - top - bottom;
    const y = (n) => top + height - (n / most) * height;
    for (const n of steps(most)) {
      drawn.append(svg("line", { x1: left, x2: width, y1: y(n), y2: y(n), stroke: colours.line }));
      drawn.append(text(left - 6, y(n) + 4, Words.number(n), { "text-anchor": "end", fill: colours.soft }));
    }
    const slot = (width - left - RIGHT) / Math.max(1, columns.length);
    const wide = Math.max(1, Math.min(46, slot - Math.max(1.5, slot * 0.22)));
    const every = Math.ceil((6 + 6.4 * Math.max(...columns.map((column) => column.label.length))) / slot);
    columns.forEach((column, n) => {
      const x = left + n * slot + (slot - wide) / 2;
      let at = 0;
      const blocks = column.parts.map((part, which) => {
        const block = part && svg("rect", {
          x, width: wide, y: y(at + part), height: Math.max(0.5, y(at) - y(at + part)), fill: colours[parts[which].colour],
        });
        at += part;
        return block || null;
      });
      const target = svg("rect", { x: left + n * slot, width: slot, y: top, height, fill: "transparent" });
      drawn.append(mark(column.says, column.press, {}, target, ...blocks));
      if (n % every === 0) {
        drawn.append(text(left + (n + 0.5) * slot, TALL - 7, column.label, { "text-anchor": "middle", fill: colours.soft }));
      }
    });
    legend(drawn, parts, left, colours);
    return drawn;
  }

  function legend(drawn, parts, left, colours) {
    let x = left;
    for (const part of parts.filter((one) => one.name)) {
      drawn.append(svg("rect", { x, y: 2, width: 11, height: 11, rx: 2, fill: colours[part.colour] }));
      drawn.append(text(x + 16, 12, part.name, { fill: colours.soft }));
      x += 16 + part.name.length * 6.6 + 18;
    }
  }

  /** Bars below each other: `bars`: {label, n, says, press, pale}. */
  function bars({ bars: rows, title, room = 0.42 }, width, colours) {
    const step = 26;
    const drawn = sheet(width, Math.max(1, rows.length) * step + 6, title, colours);
    const most = Math.max(1, ...rows.map((row) => row.n));
    const left = Math.min(width * room, 16 + 7.2 * Math.max(4, ...rows.map((row) => row.label.length)));
    const full = width - left - 46;
    rows.forEach((row, n) => {
      const y = n * step + 4;
      const long = Math.max(2, (row.n / most) * full);
      drawn.append(mark(
        row.says, row.press, {},
        svg("rect", { x: 0, y: y - 2, width, height: step - 2, fill: "transparent" }),
        text(left - 10, y + 14.5, cut(row.label, (left - 10) / 7.1), { "text-anchor": "end" }),
        svg("rect", { x: left, y: y + 1, width: long, height: step - 10, rx: 2, fill: row.pale ? colours.grey : colours.main }),
        text(left + long + 7, y + 14.5, Words.number(row.n), { fill: colours.soft }),
      ));
    });
    if (!rows.length) drawn.append(text(0, 18, "Nothing to show.", { fill: colours.soft }));
    return drawn;
  }

  /** Who visits whom: `rows` and `columns`: {code, name}; `cells(row, column)`: how many. */
  function matrix({ rows, columns, cells, says, press, title }, width, colours) {
    const narrow = width < 560;
    const left = narrow ? 44 : 128;
    const top = 44;
    const cell = Math.max(14, Math.min(46, (width - left - 4) / Math.max(1, columns.length)));
    const drawn = sheet(width, top + rows.length * cell + 6, title, colours);
    const most = Math.max(1, ...rows.flatMap((row) => columns.map((column) => cells(row, column))));
    columns.forEach((column, n) => {
      const x = left + (n + 0.5) * cell;
      drawn.append(svg(
        "text", { transform: `translate(${x + 4} ${top - 8}) rotate(-60)`, fill: colours.soft, "font-size": 11.5 },
        svg("title", null, column.name), column.code,
      ));
    });
    rows.forEach((row, r) => {
      const middle = top + (r + 0.5) * cell + 4;
      drawn.append(text(left - 8, middle, narrow ? row.code : cut(row.name, 17), { "text-anchor": "end", fill: colours.soft }));
      columns.forEach((column, c) => {
        const n = cells(row, column);
        const place = { x: left + c * cell + 1, y: top + r * cell + 1, width: cell - 2, height: cell - 2, rx: 3 };
        if (!n) {
          drawn.append(svg("rect", { ...place, fill: row.code === column.code ? "none" : colours.faint }));
          return;
        }
        const strength = Math.sqrt(n / most);
        drawn.append(mark(
          says(row, column, n), () => press(row, column), { "data-row": r, "data-column": c },
          svg("rect", { ...place, fill: colours.main, "fill-opacity": (0.18 + 0.82 * strength).toFixed(3) }),
          cell >= 20 && svg("text", {
            x: place.x + place.width / 2, y: middle, "text-anchor": "middle", "font-size": 11.5,
            fill: strength > 0.55 ? colours.onMain : colours.ink,
          }, Words.number(n)),
        ));
      });
    });
    return drawn;
  }

  /** One line for each year, a mark for each visit from its first day to its last. */
  function timeline({ visits, title, press, says }, width, colours) {
    const dated = visits.filter((visit) => visit.start && visit.start.length > 4);
    const years = [...new Set(dated.map((visit) => visit.year))].sort((a, b) => a - b);
    const [left, top, step] = [48, 30, 30];
    const drawn = sheet(width, top + Math.max(1, years.length) * step + 8, title, colours);
    const month = (width - left - 8) / 12;
    for (let m = 0; m < 12; m += 1) {
      const x = left + m * month;
      drawn.append(svg("line", { x1: x, x2: x, y1: top - 6, y2: top + years.length * step, stroke: colours.line }));
      drawn.append(text(x + month / 2, 14, Words.MONTHS[m].slice(0, month < 30 ? 1 : 3), { "text-anchor": "middle", fill: colours.soft }));
    }
    years.forEach((year, n) => {
      const y = top + n * step;
      drawn.append(text(left - 10, y + 16, String(year), { "text-anchor": "end", fill: colours.soft }));
      drawn.append(svg("line", { x1: left, x2: width - 8, y1: y + 12, y2: y + 12, stroke: colours.line }));
      let free = -Infinity;
      const inYear = dated.filter((visit) => visit.year === year).sort((a, b) => (a.start < b.start ? -1 : 1));
      for (const visit of inYear) {
        const from = left + day(visit.start) * (month * 12);
        const whole = visit.start.length < 10;
        const to = whole ? from + month : Math.max(from + 6, endOf(visit, year, left, month));
        const label = from >= free;
        drawn.append(mark(
          says(visit), () => press(visit), {},
          svg("rect", { x: from - 2, y, width: to - from + 4, height: step - 4, fill: "transparent" }),
          svg("rect", { x: from, y: y + 5, width: to - from, height: 14, rx: 3, ...look(visit, whole, colours) }),
          label && text(Math.min(from, width - 32), y + 28, visit.host.code, { "font-size": 9.5, fill: colours.soft }),
        ));
        if (label) free = from + 27;
      }
    });
    return drawn;
  }

  const day = (date) => {
    const [year, month, dayOf] = date.split("-").map(Number);
    return (Date.UTC(year, month - 1, dayOf || 1) - Date.UTC(year, 0, 1)) / 86400000 / 366;
  };

  function endOf(visit, year, left, month) {
    if (!visit.end || visit.end.length < 10 || visit.end < visit.start) return 0;
    const last = visit.end.startsWith(String(year)) ? day(visit.end) + 1 / 366 : 1;
    return left + last * month * 12;
  }

  function look(visit, whole, colours) {
    if (visit.status === "cancelled") return { fill: colours.grey };
    if (visit.status === "planned") return { fill: colours.paper, stroke: colours.main, "stroke-width": 1.5 };
    return { fill: whole ? colours.pale : colours.main };
  }

  const cut = (label, room) => (label.length > room ? `${label.slice(0, Math.max(1, Math.floor(room) - 1))}…` : label);
  const sum = (numbers) => numbers.reduce((all, n) => all + n, 0);

  return { LIGHT, palette, night, stacked, bars, matrix, timeline, sum };
})();
