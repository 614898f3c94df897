// Making elements. Words of articles reach the page through text nodes and attributes alone, never as markup.
"use strict";

const Dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  /** An element with attributes and children; an attribute that is null or false is left out. */
  function el(tag, attributes, ...children) {
    return filled(document.createElement(tag), attributes, children);
  }

  /** The same for SVG. */
  function svg(tag, attributes, ...children) {
    return filled(document.createElementNS(SVG, tag), attributes, children);
  }

  function filled(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    for (const child of children.flat(3)) {
      if (child === null || child === undefined || child === false || child === "") continue;
      element.append(child);
    }
    return element;
  }

  const byId = (id) => document.getElementById(id);

  /** A link to an address that an article gives; plain words where it is no web address. */
  function outside(address, words) {
    const web = /^https?:\/\//i.test(address || "");
    return web ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words) : words;
  }

  /** Let the arrow keys move between the marks of a figure, so that it is one stop of the Tab key. */
  function roving(container, selector) {
    const marks = [...container.querySelectorAll(selector)];
    marks.forEach((mark, n) => mark.setAttribute("tabindex", n ? "-1" : "0"));
    const go = (to) => {
      if (!to) return;
      marks.forEach((mark) => mark.setAttribute("tabindex", mark === to ? "0" : "-1"));
      to.focus();
    };
    container.addEventListener("keydown", (event) => {
      const at = marks.indexOf(event.target);
      if (at < 0) return;
      const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
      if (event.key === "Enter" || event.key === " ") event.target.dispatchEvent(new Event("click"));
      else if (event.key === "Home") go(marks[0]);
      else if (event.key === "End") go(marks[marks.length - 1]);
      else if (event.key in steps) go(beside(marks, at, event.key) || marks[at + steps[event.key]]);
      else return;
      event.preventDefault();
    });
  }

  /** In a grid, the next mark straight above or below. */
  function beside(marks, at, key) {
    const { row, column } = marks[at].dataset;
    if (row === undefined || !/Up|Down/.test(key)) return null;
    const inColumn = marks.filter((mark) => mark.dataset.column === column);
    return inColumn[inColumn.indexOf(marks[at]) + (key === "ArrowDown" ? 1 : -1)];
  }

  return { el, svg, byId, outside, roving };
})();
