/**
 * One list asked for several times: the last wish is the one that is shown, in whatever order the answers come. A wish is
 * never dropped because an earlier one is still on its way.
 */
export class Latest {
  private turn = 0;
  /** The last wish is still on its way. */
  busy = $state(false);

  /** Hands the answer, or what was thrown, on; neither when a later wish overtook this one. Says whether the answer was. */
  async show<T>(asked: Promise<T>, answered: (given: T) => void, refused: (thrown: unknown) => void): Promise<boolean> {
    const turn = ++this.turn;
    this.busy = true;
    try {
      const given = await asked;
      if (turn !== this.turn) return false;
      answered(given);
      return true;
    } catch (thrown) {
      if (turn === this.turn) refused(thrown);
      return false;
    } finally {
      if (turn === this.turn) this.busy = false;
    }
  }
}
