/**
 * Tells once when the element, which stands right under a text, has been on the screen: the text was scrolled past to its
 * end, by wheel, finger or keys alike. Without an observer nothing is taken as read.
 */
export function readToTheEnd(onread: () => void) {
  return (end: HTMLElement) => {
    if (typeof IntersectionObserver === "undefined") return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watcher.disconnect();
        onread();
      },
      { threshold: 1 },
    );
    watcher.observe(end);
    return () => watcher.disconnect();
  };
}
