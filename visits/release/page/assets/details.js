// Claims, sentences and articles lie in many files, each for some visits; one is loaded when a visit in it is opened.
"use strict";

const Details = (() => {
  const waiting = new Map();
  const loaded = new Map();

  /** A visit's details. Rejected where its file can't be loaded. */
  function of(visit) {
    const per = Records.about.visits_per_file;
    const file = Math.floor(visit.n / per);
    if (!loaded.has(file)) loaded.set(file, load(file));
    return loaded.get(file).then((all) => all[visit.n % per]);
  }

  // A script, since pages opened from a disk may not fetch files.
  function load(file) {
    return new Promise((done, failed) => {
      waiting.set(file, done);
      const name = `data/details-${String(file).padStart(4, "0")}.js`;
      const gone = () => { loaded.delete(file); failed(new Error(`${name} is missing`)); };
      const script = Dom.el("script", { src: name, onerror: gone, onload: () => script.remove() });
      document.head.append(script);
    });
  }

  /** Called by the files. */
  function take(file, all) {
    waiting.get(file)(all);
    waiting.delete(file);
  }

  return { of, take };
})();
