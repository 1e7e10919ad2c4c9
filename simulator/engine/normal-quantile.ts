/** Coefficients of Wichura's algorithm AS 241 (PPND16), highest power first: numerator and denominator of three rational functions. */
const centre = fraction(
  [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852545, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
);
const middleTail = fraction(
  [
    7.745450142783414e-4, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 5.475938084995345e-4, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
);
const farTail = fraction(
  [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
    0.2965605718285049, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 7.868691311456133e-4,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
);

interface Fraction {
  readonly over: Float64Array;
  readonly under: Float64Array;
}

function fraction(over: readonly number[], under: readonly number[]): Fraction {
  return { over: Float64Array.from(over), under: Float64Array.from(under) };
}

/**
 * Inverse of the standard normal distribution function, relative error about 1e-16; `probability` strictly between
 * 0 and 1.
 */
export function normalQuantile(probability: number): number {
  const centred = probability - 0.5;
  if (Math.abs(centred) <= 0.425) return centred * valueAt(centre, 0.180625 - centred * centred);
  const tail = centred < 0 ? probability : 1 - probability;
  const depth = Math.sqrt(-Math.log(tail));
  const size = depth <= 5 ? valueAt(middleTail, depth - 1.6) : valueAt(farTail, depth - 5);
  return centred < 0 ? -size : size;
}

function valueAt({ over, under }: Fraction, x: number): number {
  let top = 0;
  let bottom = 0;
  for (let power = 0; power < 8; power++) {
    top = top * x + (over[power] as number);
    bottom = bottom * x + (under[power] as number);
  }
  return top / bottom;
}
