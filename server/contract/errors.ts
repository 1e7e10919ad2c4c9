/**
 * The one family of errors. Whatever refuses throws `Refused` with a code of this table;
 * `http/error-answer.ts` is the only place that turns one into an answer.
 */

/** How the Requester API words an error (mturk-api 2.3). `frontEnd` answers carry their code as `__type`. */
export type WireType =
  | 'RequestError'
  | 'ParameterValidationError'
  | 'InvalidParameterCombinationError'
  | 'ValidationException'
  | 'ThrottlingException'
  | 'ServiceFault'
  | 'frontEnd';

interface ErrorRow {
  /** HTTP status on turksim's own routes. The Requester API says 400 to all but faults. */
  readonly status: number;
  readonly wire: WireType;
  /** TurkErrorCode on the wire; left out where the real one is unknown. */
  readonly turk?: string;
}

const request = (status: number, code?: string): ErrorRow =>
  code === undefined
    ? { status, wire: 'RequestError' }
    : { status, wire: 'RequestError', turk: `AWS.MechanicalTurk.${code}` };
const parameter = (turk: string): ErrorRow => ({ status: 400, wire: 'ParameterValidationError', turk });
const frontEnd = (status: number): ErrorRow => ({ status, wire: 'frontEnd' });

export const errorTable = {
  // Existence
  HITDoesNotExist: request(404, 'HITDoesNotExist'),
  HITTypeDoesNotExist: request(404, 'HITTypeDoesNotExist'),
  HITLayoutDoesNotExist: request(404, 'HITLayoutDoesNotExist'),
  AssignmentDoesNotExist: request(404, 'AssignmentDoesNotExist'),
  QualificationTypeDoesNotExist: request(404, 'QualificationTypeDoesNotExist'),
  QualificationDoesNotExist: request(404, 'QualificationDoesNotExist'),
  QualificationRequestDoesNotExist: request(404, 'QualificationRequestDoesNotExist'),
  // State
  HITAlreadyExists: request(409, 'HITAlreadyExists'),
  InvalidHITState: request(409, 'InvalidHITState'),
  InvalidAssignmentState: request(409, 'InvalidAssignmentState'),
  InvalidMaximumAssignmentsIncrease: request(409, 'InvalidMaximumAssignmentsIncrease'),
  HITTooOldForExtension: request(409, 'HITTooOldForExtension'),
  QualificationTypeAlreadyExists: request(409, 'QualificationTypeAlreadyExists'),
  InvalidQualificationTypeState: request(409, 'InvalidQualificationTypeState'),
  InvalidQualificationState: request(409, 'InvalidQualificationState'),
  InvalidQualificationRequestState: request(409, 'InvalidQualificationRequestState'),
  /** A repeated UniqueRequestToken where the original's code is unknown (3.3, 3.5). */
  TokenAlreadyProcessed: request(409),
  InsufficientFunds: request(402, 'InsufficientFunds'),
  PermissionDeniedException: request(403, 'PermissionDeniedException'),
  InvalidTransportEndpoint: request(400, 'InvalidTransportEndpoint'),
  // Parameters
  InvalidParameterValue: parameter('AWS.MechanicalTurk.InvalidParameterValue'),
  ParameterOutOfRange: parameter('AWS.ParameterOutOfRange'),
  XMLParseError: parameter('AWS.MechanicalTurk.XMLParseError'),
  XHTMLParseError: parameter('AWS.MechanicalTurk.XHTMLParseError'),
  InvalidParameterCombination: { status: 400, wire: 'InvalidParameterCombinationError' },
  ValidationException: { status: 400, wire: 'ValidationException' },
  // Worker side (3.4)
  DoesNotMeetRequirements: request(403, 'DoesNotMeetRequirements'),
  QualificationTypeRetryDelayNotElapsed: request(409, 'QualificationTypeRetryDelayNotElapsed'),
  QualificationTypeDoesNotAllowRetake: request(409, 'QualificationTypeDoesNotAllowRetake'),
  AssignmentAlreadyExists: request(409, 'AssignmentAlreadyExists'),
  ExceedsMaxAssignmentsPerWorker: request(409, 'ExceedsMaxAssignmentsPerWorker'),
  NoMoreWorkableHITsInGroup: request(409, 'NoMoreWorkableHITsInGroupException'),
  WorkerBlocked: request(409),
  OwnHIT: request(409),
  HITExpired: request(409),
  // turksim's own routes
  BadRequest: { status: 400, wire: 'frontEnd' },
  NotFound: { status: 404, wire: 'frontEnd' },
  MethodNotAllowed: { status: 405, wire: 'frontEnd' },
  Conflict: { status: 409, wire: 'frontEnd' },
  Gone: { status: 410, wire: 'frontEnd' },
  PayloadTooLarge: { status: 413, wire: 'frontEnd' },
  UnsupportedMediaType: { status: 415, wire: 'frontEnd' },
  Unauthorized: { status: 401, wire: 'frontEnd' },
  Forbidden: { status: 403, wire: 'frontEnd' },
  TooManyRequests: { status: 429, wire: 'ThrottlingException' },
  // Front end of the Requester API (2.3)
  MissingAuthenticationTokenException: frontEnd(400),
  IncompleteSignatureException: frontEnd(400),
  UnrecognizedClientException: frontEnd(400),
  InvalidSignatureException: frontEnd(400),
  AccessDeniedException: frontEnd(400),
  UnknownOperationException: frontEnd(400),
  SerializationException: frontEnd(400),
  // Ours to mend
  ServiceFault: { status: 500, wire: 'ServiceFault', turk: 'AWS.ServiceUnavailable' },
  /** The store can't answer: nothing was done, try again later. */
  Unavailable: { status: 503, wire: 'ServiceFault', turk: 'AWS.ServiceUnavailable' },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

export function errorRow(code: ErrorCode): ErrorRow {
  return errorTable[code];
}

/**
 * A request that was refused. `message` stands without the millisecond suffix, which the edge adds.
 * `details` are further members of the answer (`retryAt`, `unmet`, `Parameter` …).
 */
export class Refused extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'Refused';
    this.code = code;
    this.details = details;
  }
}

/** Value template (mturk-api 3.1): a value that is not allowed, of innermost member `parameter`. */
export function invalidValue(parameter: string, value: unknown): Refused {
  const shown = value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return new Refused(
    'InvalidParameterValue',
    `The value "${shown}" is not valid for the parameter ${parameter}.`,
    { Parameter: parameter },
  );
}

/** Whether the store is away, which it tells of by itself: for whoever goes on when it is back. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof Refused && error.code === 'Unavailable';

/** Range template (mturk-api 3.1): a number outside `min`..`max`. */
export function outOfRange(parameter: string, value: number, min: number, max: number): Refused {
  return new Refused(
    'ParameterOutOfRange',
    `The value ${value} is invalid for ${parameter}. Valid values range from ${min} to ${max}.`,
    { Parameter: parameter },
  );
}
