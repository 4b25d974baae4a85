/* SHA-256 for the draw's verifier: WebCrypto where the browser offers it, else the arithmetic itself (FIPS 180-4).
   WebCrypto is missing on pages fetched over plain http from another machine. A classic script, not a module:
   browsers refuse modules on a page that was saved and opened from disk. */
(() => {
  "use strict";

  const draw = (globalThis.insynDraw ??= {});
  const utf8 = new TextEncoder();
  const BATCH = 2000;

  const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
  const hex = (bytes) => bytes.reduce((text, byte) => text + PAIRS[byte], "");

  // The first 32 bits of the fractional parts of roots of the first primes.
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) {
    if (primes.every((prime) => n % prime)) primes.push(n);
  }
  const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
  const ROUND = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
  const START = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

  const turn = (word, steps) => (word >>> steps) | (word << (32 - steps));

  function padded(bytes) {
    const room = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
    room.set(bytes);
    room[bytes.length] = 0x80;
    const view = new DataView(room.buffer);
    view.setUint32(room.length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(room.length - 4, (bytes.length * 8) >>> 0);
    return view;
  }

  function schedule(view, offset, words) {
    for (let t = 0; t < 16; t += 1) words[t] = view.getInt32(offset + t * 4);
    for (let t = 16; t < 64; t += 1) {
      const before = words[t - 15];
      const late = words[t - 2];
      const small = turn(before, 7) ^ turn(before, 18) ^ (before >>> 3);
      const large = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
      words[t] = (words[t - 16] + small + words[t - 7] + large) | 0;
    }
  }

  function compress(state, words) {
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < 64; t += 1) {
      const sum1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const first = (h + sum1 + ((e & f) ^ (~e & g)) + ROUND[t] + words[t]) | 0;
      const sum0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const second = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => {
      state[index] = (state[index] + word) | 0;
    });
  }

  /** SHA-256 of bytes, as lower-case hex, by plain arithmetic. */
  function plainSha256(bytes) {
    const view = padded(bytes);
    const state = START.slice();
    const words = new Int32Array(64);
    for (let offset = 0; offset < view.byteLength; offset += 64) {
      schedule(view, offset, words);
      compress(state, words);
    }
    const out = new DataView(new ArrayBuffer(32));
    state.forEach((word, index) => out.setInt32(index * 4, word));
    return hex(new Uint8Array(out.buffer));
  }

  /** SHA-256 of each text's UTF-8 bytes, in order, as lower-case hex. */
  async function sha256OfEach(texts, subtle = globalThis.crypto?.subtle) {
    const sums = [];
    for (let from = 0; from < texts.length; from += BATCH) {
      const part = texts.slice(from, from + BATCH).map((text) => utf8.encode(text));
      const hashed = part.map((bytes) =>
        subtle ? subtle.digest("SHA-256", bytes).then((sum) => hex(new Uint8Array(sum))) : plainSha256(bytes),
      );
      sums.push(...(await Promise.all(hashed)));
    }
    return sums;
  }

  Object.assign(draw, { plainSha256, sha256OfEach });
})();
