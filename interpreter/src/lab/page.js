// Zoom, pan, and a line that says what stands under the pointer. All timelines share one view.
(() => {
  "use strict";
  const charts = [...document.querySelectorAll(".timeline > svg")];
  const readout = document.querySelector(".readout");
  if (!charts.length || !readout) return;
  const axis = Math.max(1, Number(charts[0].dataset.axis));
  const names = Number(charts[0].dataset.names);
  const width = charts[0].viewBox.baseVal.width;
  const space = width - names;
  const bars = charts.flatMap((svg) => [...svg.querySelectorAll(".lane > .bar")].map((rect) => ({
    rect,
    from: (Number(rect.getAttribute("x")) - names) / space,
    length: Number(rect.getAttribute("width")) / space,
  })));
  let from = 0, to = 1, asked = 0;

  const units = [["ns", 1], ["µs", 1e3], ["ms", 1e6], ["s", 1e9]];
  const time = (nanos) => {
    const [unit, size] = units.filter(([, size]) => nanos >= size).pop() || units[0];
    return `${Number((nanos / size).toPrecision(6))} ${unit}`;
  };
  const draw = () => {
    asked = 0;
    const scale = space / (to - from);
    for (const { rect, from: start, length } of bars) {
      const left = Math.max(names, names + (start - from) * scale);
      const right = Math.min(width, names + (start + length - from) * scale);
      rect.style.display = right > left ? "" : "none";
      rect.setAttribute("x", left);
      rect.setAttribute("width", Math.max(0.05, right - left));
    }
    for (const svg of charts) {
      svg.querySelectorAll(".axis text").forEach((text, quarter) => {
        text.textContent = time(axis * (from + (to - from) * quarter / 4));
      });
    }
  };
  const show = (start, end) => {
    const span = Math.min(1, Math.max(1e-7, end - start));
    from = Math.min(Math.max(0, start), 1 - span);
    to = from + span;
    asked = asked || requestAnimationFrame(draw);
  };
  const zoom = (factor, around) => {
    const middle = from + (to - from) * around;
    show(middle - (middle - from) * factor, middle + (to - middle) * factor);
  };
  const pan = (share) => show(from + (to - from) * share, to + (to - from) * share);
  const say = (rect) => {
    document.querySelectorAll(".bar.at").forEach((bar) => bar.classList.remove("at"));
    rect.classList.add("at");
    readout.textContent = rect.querySelector("title").textContent.replaceAll("\n", " · ");
  };

  for (const svg of charts) {
    const share = (event) => {
      const box = svg.getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width * width;
      return Math.min(1, Math.max(0, (x - names) / space));
    };
    let lane = 0, bar = -1, held = null;
    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.shiftKey) return;
      event.preventDefault();
      zoom(event.deltaY + event.deltaX > 0 ? 1.25 : 0.8, share(event));
    }, { passive: false });
    svg.addEventListener("dblclick", (event) => zoom(0.25, share(event)));
    svg.addEventListener("pointerdown", (event) => {
      held = share(event);
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointerup", () => { held = null; });
    svg.addEventListener("pointermove", (event) => {
      if (held !== null) {
        const now = share(event);
        if (now !== held) pan(held - now);
        held = now;
        return;
      }
      const rect = event.target.closest && event.target.closest(".lane > .bar");
      if (rect) say(rect);
    });
    const step = (by) => {
      const lanes = svg.querySelectorAll(".lane");
      const own = lanes[lane] ? lanes[lane].querySelectorAll(".bar") : [];
      if (!own.length) return;
      bar = Math.min(own.length - 1, Math.max(0, bar + by));
      say(own[bar]);
    };
    const choose = (by) => {
      const lanes = svg.querySelectorAll(".lane");
      lane = Math.min(lanes.length - 1, Math.max(0, lane + by));
      bar = -1;
      readout.textContent = `lane: ${lanes[lane].dataset.name}`;
    };
    const keys = {
      "+": () => zoom(0.5, 0.5), "=": () => zoom(0.5, 0.5), "-": () => zoom(2, 0.5),
      "0": () => show(0, 1), ArrowLeft: () => pan(-0.2), ArrowRight: () => pan(0.2),
      ArrowUp: () => choose(-1), ArrowDown: () => choose(1), n: () => step(1), p: () => step(-1),
    };
    svg.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
  }
  document.documentElement.dataset.ready = "yes";
})();
