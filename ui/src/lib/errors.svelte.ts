/** What a command says when it refuses: a sentence for the desk and a stable code for the screen. */
export interface DeskError {
  code: string;
  message: string;
  fields: FieldError[];
  /** Whole seconds before this can be tried again, where it has to wait. */
  waitSeconds?: number | null;
}

export interface FieldError {
  /** The form's field; the part of a date follows a dot: "born.day". */
  field: string;
  code: string;
  message: string;
}

/** A refusal on its way up to the screen. */
export class Refusal extends Error {
  readonly code: string;
  readonly fields: FieldError[];
  readonly waitSeconds: number | null;
  constructor(error: DeskError) {
    super(error.message);
    this.code = error.code;
    this.fields = error.fields;
    this.waitSeconds = error.waitSeconds ?? null;
  }
}

/** Anything thrown, as a refusal: what is not one is a fault of ours, and says so without detail. */
export function asRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  return new Refusal({
    code: "unexpected",
    message: "Something went wrong inside the front desk. Nothing you typed is lost. Try again.",
    fields: [],
  });
}

/** The errors of one form: fields feed the summary and the controls; anything else is a note. */
export class FormErrors {
  fields = $state<FieldError[]>([]);
  general = $state<Refusal | null>(null);

  get any(): boolean {
    return this.fields.length > 0 || this.general !== null;
  }

  clear(): void {
    this.fields = [];
    this.general = null;
  }

  take(thrown: unknown): void {
    const refusal = asRefusal(thrown);
    this.fields = refusal.fields;
    this.general = refusal.fields.length > 0 ? null : refusal;
  }

  add(field: string, message: string, code = "missing"): void {
    this.fields = [...this.fields.filter((other) => other.field !== field), { field, code, message }];
  }

  /** The message of a field, or of any part of it ("born" has "born.day"), also as part of a larger form ("clinic.name"). */
  of(field: string): string | undefined {
    return this.fields.find((error) => belongs(error.field, field))?.message;
  }

  /** The parts of a field that are wrong: "day", "month", "year". Empty when the whole field is. */
  partsOf(field: string): string[] {
    return this.fields.filter((e) => e.field.startsWith(`${field}.`)).map((e) => e.field.slice(field.length + 1));
  }
}

function belongs(error: string, field: string): boolean {
  return error === field || error.startsWith(`${field}.`) || error.endsWith(`.${field}`);
}
