/* The draw made again from the frame's text and the seed alone. Written from the published rule, independently of the
   server's program, so that an error in the one is seen by the other. */
(() => {
  "use strict";

  const draw = (globalThis.insynDraw ??= {});

  const KEYS = [
    "urvalsram", "plan", "referensdag", "klagomålsperiod", "allvarlighetsregel",
    "antal", "antal per stratum", "kvoter", "regelversion",
  ];
  const COLUMNS = "avtal;slump;skäl;klagomålsrang;nomineringsrang;strata;enheter";
  const FIRST = 12;

  /** What stops the verifier: which part, what in Swedish, which line and field. */
  class Stop extends Error {
    constructor(part, fact, line = null, field = null) {
      super(fact);
      Object.assign(this, { part, line, field });
    }
  }

  const refuse = (line, fact, field = null) => {
    throw new Stop("frame", `Urvalsramen, rad ${line}: ${fact}`, line, field);
  };

  /** Order by Unicode code point, which is not JavaScript's own order for characters beyond U+FFFF. */
  function byCodePoint(left, right) {
    const a = Array.from(left, (char) => char.codePointAt(0));
    const b = Array.from(right, (char) => char.codePointAt(0));
    const at = a.findIndex((point, index) => point !== b[index]);
    if (at < 0) return a.length - b.length;
    return at >= b.length ? 1 : a[at] - b[at];
  }

  const wholeNumber = (text, line, field) =>
    /^(0|[1-9][0-9]{0,8})$/.test(text) ? Number(text) : refuse(line, `”${text}” är inte ett heltal.`, field);

  const listed = (cell) => (cell === "" ? [] : cell.split(","));

  function readHeader(rows) {
    const values = KEYS.map((key, index) => {
      const start = `${key}: `;
      const row = rows[index] ?? "";
      return row.startsWith(start) ? row.slice(start.length) : refuse(index + 1, `här ska stå ”${key}: …”.`, key);
    });
    if (values[0] !== "1") refuse(1, `formatet ”${values[0]}” är okänt.`, KEYS[0]);
    const places = wholeNumber(values[5], 6, KEYS[5]);
    const parts = values[6] === "-" ? [{ stratum: null, places }] : values[6].split(", ").map((part) => {
      const space = part.lastIndexOf(" ");
      return { stratum: part.slice(0, space), places: wholeNumber(part.slice(space + 1), 7, KEYS[6]) };
    });
    const version = wholeNumber(values[8], 9, KEYS[8]);
    if (places < 1) refuse(6, "antalet måste vara minst 1.", KEYS[5]);
    if (version !== 1) refuse(9, `regelversion ${version} är okänd.`, KEYS[8]);
    if (parts.some((part) => part.places < 1)) refuse(7, "varje stratum måste ha minst en plats.", KEYS[6]);
    if (parts.reduce((sum, part) => sum + part.places, 0) !== places) {
      refuse(7, `platserna blir tillsammans inte antalet ${places}.`, KEYS[6]);
    }
    return { plan: values[1], places, parts, quotas: values[7] };
  }

  function readContract(row, line) {
    const cells = row.split(";");
    if (cells.length !== 7) refuse(line, `raden har ${cells.length} fält men ska ha 7.`);
    const [id, random, reason, complaint, nomination, strata, units] = cells;
    if (random !== "ja" && random !== "nej") refuse(line, "här ska stå ja eller nej.", "slump");
    if ((random === "ja") !== (reason === "")) refuse(line, "skäl ska finnas just när avtalet inte är med.", "skäl");
    return {
      id,
      line,
      mayBeRandom: random === "ja",
      complaint: complaint === "" ? null : wholeNumber(complaint, line, "klagomålsrang"),
      nomination: nomination === "" ? null : wholeNumber(nomination, line, "nomineringsrang"),
      strata: listed(strata),
      units: listed(units),
    };
  }

  function checkOrder(contracts) {
    contracts.slice(1).forEach((contract, index) => {
      const step = byCodePoint(contracts[index].id, contract.id);
      if (step === 0) refuse(contract.line, `avtalet ”${contract.id}” står två gånger.`, "avtal");
      if (step > 0) refuse(contract.line, `avtalet ”${contract.id}” står inte i ordning.`, "avtal");
    });
  }

  /** Complaint ranks count the contracts before them; nominations are 1, 2, 3 ... without gaps or ties. */
  function checkRanks(contracts, key, column, tiesAllowed) {
    const ranked = contracts.filter((contract) => contract[key] !== null);
    ranked.sort((a, b) => a[key] - b[key] || a.line - b.line);
    ranked.forEach((contract, index) => {
      const isTie = tiesAllowed && index > 0 && ranked[index - 1][key] === contract[key];
      if (!isTie && contract[key] !== index + 1) {
        refuse(contract.line, `rangen är ${contract[key]} men borde vara ${index + 1}.`, column);
      }
    });
  }

  /** A third each; what is left over goes to complaints first, then to the commissioners. */
  const thirds = (places) => ({
    complaints: Math.ceil(places / 3),
    commissioners: Math.round(places / 3),
    random: Math.floor(places / 3),
  });

  function checkQuotas(header) {
    const sum = { complaints: 0, commissioners: 0, random: 0 };
    for (const { places } of header.parts) {
      const third = thirds(places);
      for (const ground of Object.keys(sum)) sum[ground] += third[ground];
    }
    const expected = `klagomål ${sum.complaints}, beställare ${sum.commissioners}, slump ${sum.random}`;
    if (header.quotas !== expected) refuse(8, `här ska stå ”kvoter: ${expected}”.`, "kvoter");
  }

  function checkCharacters(text) {
    if (text.startsWith("\ufeff")) refuse(1, "filen börjar med ett osynligt märke (BOM).");
    text.split("\n").forEach((row, index) => {
      if (row.includes("\r")) refuse(index + 1, "raden slutar på Windows sätt (CR).");
      if (row.normalize("NFC") !== row) refuse(index + 1, "raden är inte skriven i Unicodes form NFC.");
    });
  }

  function checkPlaces(header, contracts) {
    for (const { stratum, places } of header.parts) {
      const found = contracts.filter((contract) => stratum === null || contract.strata.includes(stratum)).length;
      const [line, field] = stratum === null ? [6, "antal"] : [7, "antal per stratum"];
      if (places > found) refuse(line, `${places} avtal ska väljas men det finns bara ${found}.`, field);
    }
  }

  /** The frame that the text says; throws Stop with the line for a frame that no fair draw can be made from. */
  function readFrame(text) {
    checkCharacters(text);
    const rows = text.split("\n");
    if (rows.pop() !== "") refuse(rows.length + 1, "filen slutar inte med en radbrytning.");
    const header = readHeader(rows);
    if (rows[FIRST - 3] !== "") refuse(FIRST - 2, "här ska raden vara tom.");
    if (rows[FIRST - 2] !== COLUMNS) refuse(FIRST - 1, `här ska stå ”${COLUMNS}”.`);
    const contracts = rows.slice(FIRST - 1).map((row, index) => readContract(row, index + FIRST));
    checkOrder(contracts);
    checkPlaces(header, contracts);
    checkRanks(contracts, "complaint", "klagomålsrang", true);
    checkRanks(contracts, "nomination", "nomineringsrang", false);
    checkQuotas(header);
    return { header, contracts };
  }

  /** The function that gives each id its ticket: SHA-256(hex(SHA-256(seed)) + id). */
  async function ticketMaker(seed, subtle) {
    if (seed === "") throw new Stop("seed", "Fröet saknas.");
    const [inner] = await draw.sha256OfEach([seed], subtle);
    return (ids) => draw.sha256OfEach(ids.map((id) => inner + id), subtle);
  }

  /** Walks through the places one by one; `queue` gives each ground's candidates, best first. */
  function fill(part, candidates, chosen) {
    const quota = thirds(part.places);
    const queues = [
      ["complaints", candidates.filter((c) => c.complaint !== null).sort((a, b) => a.complaint - b.complaint)],
      ["commissioners", candidates.filter((c) => c.nomination !== null).sort((a, b) => a.nomination - b.nomination)],
      ["random", candidates.filter((c) => c.mayBeRandom)],
    ];
    let left = part.places;
    for (const [ground, queue] of queues) {
      let room = ground === "random" ? left : quota[ground];
      for (const contract of queue) {
        if (room === 0) break;
        if (chosen.has(contract.id)) continue;
        chosen.set(contract.id, { contract, ground, stratum: part.stratum });
        room -= 1;
        left -= 1;
      }
    }
  }

  /** For each contract its unit with the lowest ticket, and that ticket; nulls where it has no unit. */
  async function lowestUnits(contracts, tickets) {
    const all = contracts.flatMap(({ id, units }) => units.map((unit) => ({ id, unit })));
    const sums = await tickets(all.map(({ id, unit }) => `${id}/${unit}`));
    const lowest = new Map(contracts.map(({ id }) => [id, { unit: null, unit_ticket: null }]));
    all.forEach(({ id, unit }, index) => {
      const best = lowest.get(id).unit_ticket;
      if (best === null || sums[index] < best) lowest.set(id, { unit, unit_ticket: sums[index] });
    });
    return lowest;
  }

  /** The result lines that frame and seed give. */
  async function recompute(frame, seed, subtle) {
    const tickets = await ticketMaker(seed, subtle);
    const sums = await tickets(frame.contracts.map((contract) => contract.id));
    const numbered = frame.contracts.map((contract, index) => ({ ...contract, ticket: sums[index] }));
    numbered.sort((a, b) => (a.ticket < b.ticket ? -1 : 1));
    const chosen = new Map();
    for (const part of frame.header.parts) {
      const inPart = numbered.filter((c) => part.stratum === null || c.strata.includes(part.stratum));
      fill(part, inPart, chosen);
    }
    const picked = [...chosen.values()];
    const lowest = await lowestUnits(picked.map(({ contract }) => contract), tickets);
    return picked.map(({ contract, ground, stratum }, index) => {
      const { unit, unit_ticket } = lowest.get(contract.id);
      const rank = { complaints: contract.complaint, commissioners: contract.nomination, random: null }[ground];
      return { place: index + 1, contract: contract.id, unit, ground, rank, ticket: contract.ticket, unit_ticket, stratum };
    });
  }

  Object.assign(draw, { Stop, readFrame, recompute });
})();
