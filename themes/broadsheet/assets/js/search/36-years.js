/*
 * The years of what was found, as a small histogram, and the days to search from and to:
 *
 *     <div class="refine-years">
 *       <input class="day" name="from"> <input class="day" name="to">
 *       <div class="year-chart" hidden>
 *         <div class="year-bars" aria-hidden="true"></div>
 *         <div class="year-range"><input type="range" class="year-from"><input type="range" class="year-to"></div>
 *         <p class="year-scale"><span></span><span></span></p>
 *       </div>
 *     </div>
 *
 * A stretch of years is chosen by drawing over the bars, with the two handles below them (which the keyboard moves),
 * or by writing days, months or years. These are text fields, since a browser's own date field has the order of day and
 * month of the browser's language, not of the paper's. Years not searched yet are hatched.
 */

class Years {
  #host;
  #chart;
  #bars;
  #from;
  #to;
  #days;
  #written = null;   // the field in which a reader is writing
  #query;
  #change;
  #first = 0;
  #last = 0;
  #step = 1;

  constructor(host, query, change) {
    this.#host = host;
    this.#query = query;
    this.#change = change;
    this.#chart = host.querySelector(".year-chart");
    this.#bars = host.querySelector(".year-bars");
    [this.#from, this.#to] = host.querySelectorAll("[type=range]");
    this.#days = host.querySelectorAll(".day");
    for (const input of this.#days) {
      input.addEventListener("input", () => { this.#written = input; });
      input.addEventListener("change", () => this.#take(input));
    }
    for (const handle of [this.#from, this.#to]) {
      handle.addEventListener("input", () => this.#mark(...this.#handles(handle)));
      handle.addEventListener("change", () => this.#choose(...this.#handles(handle)));
    }
    this.#brush();
  }

  /* Shows the chosen days, before anything is known of the archive. */
  days({ from, to }) {
    for (const [index, day] of [from, to].entries()) {
      const input = this.#days[index];
      if (input.value !== day && input !== this.#written) input.value = day;
    }
  }

  /* Takes up what was written in a field, if it is a day, a month or a year. */
  #take(input) {
    this.#written = null;
    const written = input.value.trim();
    const day = input.name === "from" ? firstDay(written) : lastDay(written);
    const query = this.#query().with({ [input.name]: day });
    if (written && !day) query.odd = [written];
    input.value = day;
    this.#change(query);
  }

  /* Shows how many articles each year of the archive has, as a search knows it. */
  show({ years, charted, query }, volumes) {
    this.days(query);
    [this.#first, this.#last] = yearsOf(volumes);
    this.#chart.hidden = this.#first >= this.#last;
    if (this.#chart.hidden) return;
    this.#step = yearsPerBar(this.#first, this.#last);
    for (const handle of [this.#from, this.#to]) [handle.min, handle.max] = [this.#first, this.#last];
    const [start, end] = this.#host.querySelectorAll(".year-scale span");
    [start.textContent, end.textContent] = [this.#first, this.#last];

    const bars = barsOf(years, volumes, charted);
    const most = Math.max(1, ...bars.map(({ count }) => count));
    this.#bars.replaceChildren(...bars.map(({ year, count, known }) => {
      const bar = make("i", { className: known ? "year" : "year year-unknown", title: `${year}: ${count}` });
      bar.dataset.year = year;
      bar.style.setProperty("--share", count ? Math.max(0.06, count / most) : 0);
      return bar;
    }));
    this.#host.querySelector(".year-note").hidden = bars.every(({ known }) => known);
    this.#mark(
      query.from ? Number(query.from.slice(0, 4)) : this.#first,
      query.to ? Number(query.to.slice(0, 4)) : this.#last,
    );
  }

  hide(query) {
    this.days(query);
    this.#chart.hidden = true;
  }

  /* The two years, in order, the handle that moves pushing the other on. */
  #handles(moved) {
    const [from, to] = [Number(this.#from.value), Number(this.#to.value)];
    if (from <= to) return [from, to];
    return moved === this.#from ? [from, from] : [to, to];
  }

  #mark(from, to) {
    [this.#from.value, this.#to.value] = [from, to];
    for (const bar of this.#bars.children) {
      const year = Number(bar.dataset.year);
      bar.classList.toggle("year-out", year + this.#step - 1 < from || year > to);
    }
  }

  #choose(from, to) {
    this.#change(this.#query().with(daysOf(from, to, this.#first, this.#last)));
  }

  #brush() {
    let start = null;
    const yearAt = (event) => {
      const box = this.#bars.getBoundingClientRect();
      const part = (event.clientX - box.left) / box.width;
      const across = getComputedStyle(this.#bars).direction === "rtl" ? 1 - part : part;
      const bar = this.#bars.children[Math.floor(Math.min(0.999, Math.max(0, across)) * this.#bars.children.length)];
      return Number(bar.dataset.year);
    };
    const range = (event) => {
      const [from, to] = [start, yearAt(event)].sort((one, other) => one - other);
      return [from, Math.min(this.#last, to + this.#step - 1)];
    };
    this.#bars.addEventListener("pointerdown", (event) => {
      start = yearAt(event);
      this.#bars.setPointerCapture(event.pointerId);
      this.#mark(...range(event));
    });
    this.#bars.addEventListener("pointermove", (event) => {
      if (start !== null) this.#mark(...range(event));
    });
    this.#bars.addEventListener("pointerup", (event) => {
      if (start === null) return;
      const chosen = range(event);
      start = null;
      this.#choose(...chosen);
    });
    this.#bars.addEventListener("pointercancel", () => { start = null; });
  }
}
