export type Theme = "system" | "light" | "dark";

const dark = () => window.matchMedia?.("(prefers-color-scheme: dark)");

class ThemeChoice {
  current = $state<Theme>("system");

  set(theme: Theme): void {
    this.current = theme;
    this.apply();
  }

  apply(): void {
    const isDark = this.current === "dark" || (this.current === "system" && (dark()?.matches ?? false));
    if (isDark) document.documentElement.dataset.theme = "dark";
    else delete document.documentElement.dataset.theme;
  }

  /** Follows the system until a person chooses. */
  follow(): () => void {
    this.apply();
    const query = dark();
    const onChange = () => this.apply();
    query?.addEventListener("change", onChange);
    return () => query?.removeEventListener("change", onChange);
  }
}

export const theme = new ThemeChoice();
