/* A protocol held against the draw made again: names the first thing that differs, in plain Swedish. */
(() => {
  "use strict";

  const draw = (globalThis.insynDraw ??= {});
  const { Stop } = draw;

  // Each field with its kind; a question mark where null is allowed. The order is the order in the file.
  const RESULT = {
    place: "number", contract: "string", unit: "string?", ground: "string", rank: "number?",
    ticket: "string", unit_ticket: "string?", stratum: "string?",
  };
  const DISPLACEMENT = {
    cause: "string", goes_out: "string", comes_in: "string?", decided_date: "string", reason: "string",
  };
  const REDRAW = { decision: "string", decided_date: "string", reason: "string", earlier_seed: "string" };
  const FACTS = {
    frame_published_at: "string", seed: "string", seed_entered_at: "string", meeting: "string", witness: "string",
    redraw: "string", displacements: "string",
  };
  const PROTOCOL = {
    format: "string", version: "number", frame_sha256: "string", frame_published_at: "string", seed: "string",
    seed_entered_at: "string", meeting: "string", witness: "string", redraw: REDRAW, result: [RESULT],
    unfilled: "number", displacements: [DISPLACEMENT], marks: { frame: ["string"], facts: FACTS }, frame: "string",
  };
  const ORDER = { complaints: 0, commissioners: 1, random: 2 };
  const MARK = 16;

  const stop = (part, fact, line = null, field = null) => {
    throw new Stop(part, fact, line, field);
  };

  function isKind(value, kind) {
    if (kind.endsWith("?") && value === null) return true;
    const wanted = kind.replace("?", "");
    if (wanted === "number") return Number.isInteger(value);
    return typeof value === "string" && !/\p{Surrogate}/u.test(value);
  }

  function scalar(value, kind, part, line, name) {
    if (!isKind(value, kind)) stop(part, `Uppgiften ”${name}” är av fel slag.`, line, name);
    return value;
  }

  /** The value with its fields in the file's order; stops at one that is missing, unknown or of another kind. */
  function arrange(value, shape, part, line = null) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      stop(part, "Filen är inte ett urvalsprotokoll: uppgifter med namn saknas.");
    }
    for (const name of Object.keys(shape)) {
      if (!Object.hasOwn(value, name)) stop(part, `Uppgiften ”${name}” saknas.`, null, name);
    }
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(shape, name)) stop(part, `Uppgiften ”${name}” hör inte till protokollet.`, null, name);
    }
    const own = part === "file";
    const pairs = Object.entries(shape).map(([name, kind]) => {
      const item = value[name];
      if (typeof kind === "string") return [name, scalar(item, kind, own ? name : part, line, name)];
      if (Array.isArray(kind)) return [name, arrangeList(item, kind[0], own ? name : part)];
      return [name, name === "redraw" && item === null ? null : arrange(item, kind, own ? name : part)];
    });
    return Object.fromEntries(pairs);
  }

  function arrangeList(value, kind, part) {
    if (!Array.isArray(value)) stop(part, `Uppgiften ”${part}” är inte en lista.`);
    if (typeof kind === "string") return value.map((item) => scalar(item, kind, part, null, "frame"));
    return value.map((item, index) => arrange(item, kind, part, index + 1));
  }

  function shaped(value) {
    const data = arrange(value, PROTOCOL, "file");
    if (data.format !== "insyn-urvalsprotokoll" || data.version !== 1) {
      stop("format", "Filen är inte ett urvalsprotokoll av version 1.");
    }
    return data;
  }

  async function checkFrameBytes(data, subtle) {
    const lines = data.frame.split("\n");
    const [whole, ...sums] = await draw.sha256OfEach([data.frame, ...lines], subtle);
    const found = sums.map((sum) => sum.slice(0, MARK));
    const marks = data.marks.frame;
    const longest = Math.max(found.length, marks.length);
    const at = Array.from({ length: longest }, (_, index) => index).find((index) => found[index] !== marks[index]);
    const isWhole = whole === data.frame_sha256;
    if (at !== undefined && isWhole) {
      stop("marks", `Kontrollvärdet för rad ${at + 1} i urvalsramen är ändrat.`, at + 1, "frame");
    }
    if (at !== undefined) {
      const now = lines[at] ?? "(raden saknas)";
      stop("frame", `Rad ${at + 1} i urvalsramen är ändrad. Nu står det ”${now}”.`, at + 1);
    }
    if (!isWhole) {
      stop("frame_sha256", `Urvalsramens SHA-256 är ${whole}, men protokollet säger ${data.frame_sha256}.`);
    }
  }

  async function checkFacts(data, subtle) {
    const names = Object.keys(FACTS);
    const sums = await draw.sha256OfEach(names.map((name) => JSON.stringify(data[name])), subtle);
    const at = names.findIndex((name, index) => sums[index].slice(0, MARK) !== data.marks.facts[name]);
    if (at >= 0) stop(names[at], `Uppgiften ”${names[at]}” stämmer inte med sitt kontrollvärde: den är ändrad.`);
  }

  function isDay(text) {
    return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;
  }

  function instant(data, name) {
    const isWritten = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(data[name]);
    const time = isWritten ? Date.parse(data[name]) : NaN;
    return Number.isNaN(time) ? stop(name, `”${data[name]}” är inte en tid med tidszon.`) : time;
  }

  function checkTimes(data) {
    if (instant(data, "frame_published_at") > instant(data, "seed_entered_at")) {
      stop("frame_published_at", "Urvalsramen publicerades inte innan fröet fanns.");
    }
    for (const name of ["meeting", "witness"]) {
      if (data[name].trim() === "") stop(name, `Uppgiften ”${name}” saknas.`);
    }
    if (data.redraw && !isDay(data.redraw.decided_date)) {
      stop("redraw", `”${data.redraw.decided_date}” är inte ett datum.`, null, "decided_date");
    }
    if (data.redraw && !(data.redraw.decision && data.redraw.reason)) {
      stop("redraw", "Omdragningen saknar beslut eller skäl.");
    }
  }

  const said = (value) => (value === null ? "ingenting" : `”${value}”`);

  function compareResult(data, frame, lines) {
    for (let index = 0; index < Math.max(lines.length, data.result.length); index += 1) {
      const number = index + 1;
      const [stated, computed] = [data.result[index], lines[index]];
      if (!computed) {
        stop("result", `Rad ${number} i resultatet ska inte finnas: omräkningen ger ${lines.length} avtal.`, number);
      }
      if (!stated) stop("result", `Rad ${number} i resultatet saknas: omräkningen ger ${computed.contract}.`, number);
      const name = Object.keys(RESULT).find((field) => stated[field] !== computed[field]);
      if (name) {
        const both = `protokollet säger ${said(stated[name])}, omräkningen ger ${said(computed[name])}`;
        stop("result", `Rad ${number} i resultatet skiljer sig i ”${name}”: ${both}.`, number, name);
      }
    }
    const unfilled = frame.header.places - lines.length;
    if (data.unfilled !== unfilled) {
      stop("unfilled", `Protokollet säger ${data.unfilled} ofyllda platser, omräkningen ${unfilled}.`);
    }
  }

  /** First to give way comes first: the random from the last ticket, then the others from the end of their lists. */
  const firstToGo = (a, b) =>
    ORDER[b.ground] - ORDER[a.ground] || (b.rank ?? 0) - (a.rank ?? 0) || (a.ticket < b.ticket ? 1 : -1);

  function checkLog(log, lines) {
    const standing = new Map([...lines].sort(firstToGo).map((line) => [line.contract, line]));
    const urgent = new Set();
    log.forEach((entry, index) => {
      const wrong = (field, fact) =>
        stop("displacements", `Rad ${index + 1} i loggen över undanträngda avtal: ${fact}`, index + 1, field);
      if (entry.reason.trim() === "") wrong("reason", "skälet saknas.");
      if ((entry.cause === "urgent") !== (entry.comes_in !== null)) wrong("comes_in", "fel uppgift om vad som kom in.");
      if (standing.has(entry.comes_in) || urgent.has(entry.comes_in)) wrong("comes_in", "avtalet är redan med.");
      const [next] = standing.keys();
      if (next === undefined) wrong("goes_out", "inget draget avtal finns kvar som kan ge plats.");
      if (next !== entry.goes_out) {
        wrong("goes_out", `”${entry.goes_out}” ströks, men i tur att ge plats stod ”${next}”.`);
      }
      standing.delete(next);
      if (entry.comes_in !== null) urgent.add(entry.comes_in);
    });
  }

  function checkLogShape(log) {
    log.forEach(({ cause, decided_date }, index) => {
      const field = !["capacity", "urgent"].includes(cause) ? "cause" : isDay(decided_date) ? null : "decided_date";
      if (field) stop("displacements", `Rad ${index + 1} i loggen går inte att tyda.`, index + 1, field);
    });
  }

  async function verified(data, subtle) {
    await checkFrameBytes(data, subtle);
    await checkFacts(data, subtle);
    checkTimes(data);
    const frame = draw.readFrame(data.frame);
    const lines = await draw.recompute(frame, data.seed, subtle);
    compareResult(data, frame, lines);
    checkLogShape(data.displacements);
    checkLog(data.displacements, lines);
    return { ok: true, contracts: frame.contracts.length, lines, data };
  }

  const asDifference = (error) => {
    if (!(error instanceof Stop)) throw error;
    return { ok: false, fact: error.message, part: error.part, line: error.line, field: error.field };
  };

  /** The outcome of a protocol already read from JSON: ok with the lines, or the first difference. */
  async function verifyData(value, subtle = globalThis.crypto?.subtle) {
    try {
      return await verified(shaped(value), subtle);
    } catch (error) {
      return asDifference(error);
    }
  }

  function parse(bytes) {
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      return { text, value: JSON.parse(text) };
    } catch (error) {
      return stop("file", `Filen går inte att läsa som JSON i UTF-8 (${error.message}).`);
    }
  }

  /** The outcome of a protocol file's bytes, which must also be written the one way a protocol is written. */
  async function verifyFile(bytes, subtle = globalThis.crypto?.subtle) {
    try {
      const { text, value } = parse(bytes);
      const data = shaped(value);
      const outcome = await verified(data, subtle);
      const expected = `${JSON.stringify(data, null, 2)}\n`.split("\n");
      const found = text.split("\n");
      const at = found.findIndex((row, index) => row !== expected[index]);
      if (at >= 0 || found.length !== expected.length) {
        const line = (at < 0 ? found.length : at) + 1;
        stop("file", `Rad ${line} i filen är inte skriven som protokollet skrivs.`, line);
      }
      return outcome;
    } catch (error) {
      return asDifference(error);
    }
  }

  Object.assign(draw, { verifyData, verifyFile });
})();
