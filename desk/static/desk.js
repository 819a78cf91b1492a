// The pages work without this script. It adds live updates, the words behind a
// note on hover, a slider that answers at once, and what changed since the
// reader last looked (kept in the reader's own browser).
"use strict";
(() => {
  document.documentElement.classList.add("js");
  const live = () => document.getElementById("live");
  const say = (text) => { const el = document.getElementById("say"); if (el && text) el.textContent = text; };

  // A link to "#s-12-40" without the mark asked for: ask for it.
  const words = /^#s-(\d+-\d+)$/.exec(location.hash);
  if (words && location.pathname.startsWith("/report/") && !new URLSearchParams(location.search).has("s")) {
    const u = new URL(location.href);
    u.searchParams.set("s", words[1]);
    location.replace(u);
    return;
  }

  // Swapping the live part: keep the reader's place, open details, what is
  // typed, and the focus; mark what was not there before.
  const keys = (root) => new Set([...root.querySelectorAll("[data-key]")].map((e) => e.dataset.key));
  function place() {
    for (const el of live().querySelectorAll("[data-key]")) {
      const r = el.getBoundingClientRect();
      if (r.bottom > 0 && r.height > 0) return { key: el.dataset.key, top: r.top };
    }
    return null;
  }
  const byKey = (root, k) => root.querySelector(`[data-key="${CSS.escape(k)}"]`);
  function focused() {
    const el = document.activeElement;
    if (!el || el === document.body || !live().contains(el)) return null;
    if (el.id) return (root) => root.querySelector("#" + CSS.escape(el.id));
    const href = el.getAttribute("href"), near = el.closest("[data-key]");
    if (el.tagName === "SUMMARY" && near) return (root) => byKey(root, near.dataset.key)?.querySelector("summary");
    if (el.dataset.key) return (root) => { const n = byKey(root, el.dataset.key); if (n) n.tabIndex = -1; return n; };
    if (href) return (root) => {
      const scope = (near && byKey(root, near.dataset.key)) || root;
      return scope.querySelector(`a[href="${CSS.escape(href)}"]`);
    };
    return el.className === "pause" ? (root) => root.querySelector(".pause") : null;
  }
  // A new piece stays marked for half a minute, through later updates too.
  const fresh = new Map();
  function mark(root, just) {
    const now = Date.now();
    for (const [k, until] of fresh) if (until < now) fresh.delete(k);
    for (const el of root.querySelectorAll("[data-key]")) {
      if (!fresh.has(el.dataset.key) || el.parentElement.closest(".is-new")) continue;
      el.classList.add("is-new");
      el.classList.toggle("just", just.has(el.dataset.key));
      const host = el.querySelector("h3, p, .src, th") || el;
      const tag = document.createElement("span");
      tag.className = "badge new newtag";
      tag.textContent = "new";
      host.append(" ", tag);
    }
    clearTimeout(mark.timer);
    mark.timer = setTimeout(() => {
      for (const el of live().querySelectorAll(".is-new")) {
        el.classList.remove("is-new", "just");
        el.querySelectorAll(".newtag").forEach((t) => t.remove());
      }
      fresh.clear();
    }, 30000);
  }
  function swap(html, marking) {
    const doc = new DOMParser().parseFromString(html, "text/html");
    const next = doc.getElementById("live"), old = live();
    if (!next) return false;
    const at = place(), had = keys(old), focus = focused();
    const open = [...old.querySelectorAll("details[open][data-key]")].map((d) => d.dataset.key);
    const typed = [...old.querySelectorAll("input[name]:not([type=range]):not([type=hidden]), select[name]")]
      .filter((f) => f.id && (f.tagName === "SELECT" ? [...f.options].some((o) => o.selected !== o.defaultSelected) : f.value !== f.defaultValue))
      .map((f) => [f.id, f.value]);
    hide();
    document.adoptNode(next);
    old.replaceWith(next);
    const banner = doc.getElementById("banner");
    if (banner) document.getElementById("banner").replaceWith(document.adoptNode(banner));
    for (const k of open) { const d = byKey(next, k); if (d) d.open = true; }
    for (const [id, v] of typed) { const f = document.getElementById(id); if (f) f.value = v; }
    if (marking) {
      const just = new Set([...keys(next)].filter((k) => !had.has(k)));
      for (const k of just) fresh.set(k, Date.now() + 30000);
      mark(next, just);
    } else fresh.clear();
    if (at) {
      const el = byKey(next, at.key);
      if (el) window.scrollBy({ top: el.getBoundingClientRect().top - at.top, behavior: "instant" });
    }
    if (focus) { const el = focus(next); if (el) el.focus({ preventScroll: true }); }
    looked();
    status();
    return true;
  }
  async function load(url, marking, told) {
    const u = new URL(url, location.href);
    u.searchParams.set("fragment", "1");
    if (told) u.searchParams.set("v", told); // what was folded to tell of it will do
    u.hash = "";
    const answer = await fetch(u, { credentials: "same-origin", headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error("answer " + answer.status);
    return swap(await answer.text(), marking);
  }

  // Live updates.
  let stream = null, state = "", paused = false, waiting = null, loading = false;
  function status() {
    const el = live()?.querySelector(".status");
    if (!el) return;
    el.hidden = state === "";
    el.classList.toggle("off", state !== "live" || paused);
    el.textContent = paused ? (waiting ? "Paused, news is waiting " : "Paused ") : state === "live" ? "Live " : state === "lost" ? "Connection lost, trying again " : "Connecting ";
    const b = document.createElement("button");
    b.type = "button"; b.className = "pause";
    b.textContent = paused ? "Resume" : "Pause";
    b.addEventListener("click", () => {
      paused = !paused;
      if (!paused && waiting) update(waiting); else status();
      live().querySelector(".pause")?.focus({ preventScroll: true });
    });
    el.append(b);
  }
  async function update(news) {
    if (paused || loading) { waiting = news; status(); return; }
    waiting = null; loading = true;
    try {
      await load(location.href, true, news.version);
      say("Updated. " + (news.announce || ""));
    } catch { state = "lost"; status(); }
    loading = false;
    if (waiting && !paused) update(waiting);
  }
  function connect() {
    stream?.close(); stream = null; state = "";
    const url = live()?.dataset.live;
    if (!url || !window.EventSource) { status(); return; }
    state = "opening"; status();
    stream = new EventSource(url + "?v=" + encodeURIComponent(live().dataset.version || "0"));
    const on = () => { state = "live"; status(); };
    stream.addEventListener("open", on);
    stream.addEventListener("hello", on);
    stream.addEventListener("news", (e) => { on(); try { update(JSON.parse(e.data)); } catch { update({}); } });
    stream.addEventListener("error", () => {
      state = "lost"; status();
      // The browser tries again by itself unless it was turned away for good.
      if (stream && stream.readyState === 2) setTimeout(connect, 15000 + Math.random() * 15000);
    });
  }

  // A browser keeps six connections to a desk without TLS, for all its tabs: one
  // that nobody looks at gives its own back, and asks for news when it is seen.
  let unseen = 0;
  function rest() { stream?.close(); stream = null; }
  addEventListener("pagehide", rest);
  addEventListener("pageshow", (e) => { if (e.persisted) connect(); });
  document.addEventListener("visibilitychange", () => {
    clearTimeout(unseen);
    if (document.hidden) unseen = setTimeout(rest, 10000);
    else if (!stream && live()) connect();
  });

  // Another time of the story, without leaving the page.
  async function go(url, push) {
    try {
      if (!(await load(url, false))) throw new Error("no page");
    } catch { location.href = url; return; }
    if (push) history.pushState(null, "", url);
    connect();
    say(document.getElementById("asof-at")?.textContent ? "Showing the story as known at " + document.getElementById("asof-at").textContent : "");
  }
  addEventListener("popstate", () => { if (live()?.dataset.story) go(location.href, false); });
  document.addEventListener("click", (e) => {
    const a = e.target.closest?.("a.swap");
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
    e.preventDefault();
    go(a.href, true);
  });
  const tickOf = (slider) => document.querySelector(`#ticks option[value="${Number(slider.value)}"]`);
  document.addEventListener("input", (e) => {
    if (e.target.id !== "asof") return;
    const t = tickOf(e.target);
    if (!t) return;
    document.getElementById("asof-at").textContent = t.label;
    e.target.setAttribute("aria-valuetext", t.label);
  });
  document.addEventListener("change", (e) => {
    if (e.target.id !== "asof") return;
    const t = tickOf(e.target), u = new URL(location.href);
    u.hash = "";
    if (Number(e.target.value) >= Number(e.target.max)) u.searchParams.delete("at");
    else u.searchParams.set("at", t.dataset.at);
    go(u.href, true);
  });

  // The words behind a note, beside it.
  let tip = null;
  function hide() { tip?.remove(); tip = null; }
  function show(ref) {
    const note = document.getElementById(ref.dataset.note);
    if (!note) return;
    hide();
    tip = document.createElement("div");
    tip.className = "tip";
    tip.setAttribute("aria-hidden", "true");
    tip.append(...[...note.childNodes].map((n) => n.cloneNode(true)));
    document.body.append(tip);
    const r = ref.getBoundingClientRect(), w = tip.offsetWidth, h = tip.offsetHeight;
    const above = r.bottom + h + 12 > innerHeight && r.top > h + 12;
    tip.style.left = Math.max(16, Math.min(r.left + scrollX - 20, scrollX + document.documentElement.clientWidth - w - 16)) + "px";
    tip.style.top = scrollY + (above ? r.top - h - 6 : r.bottom + 6) + "px";
  }
  for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(on, (e) => { const a = e.target.closest?.(".ref"); if (a) show(a); });
    document.addEventListener(off, (e) => { if (e.target.closest?.(".ref")) hide(); });
  }
  document.addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });

  // Since you last looked: the time stays in this browser.
  let before = null;
  function looked() {
    const el = live(), id = el?.dataset.story, line = document.getElementById("looked");
    if (!id || !line) return;
    if (before === null) {
      try { before = localStorage.getItem("sofar:looked:" + id) || ""; } catch { before = ""; }
    }
    if (el.dataset.live && el.dataset.updated) { try { localStorage.setItem("sofar:looked:" + id, el.dataset.updated); } catch { /* a private window keeps nothing */ } }
    if (!before || !el.dataset.live) return;
    const news = [...el.querySelectorAll(".changes li[data-at]")].filter((li) => li.dataset.at > before);
    if (!news.length) return;
    for (const li of news) li.classList.add("since");
    line.textContent = "";
    const a = document.createElement("a");
    a.href = "?since=" + encodeURIComponent(before) + "#changes";
    a.textContent = news.length === 1 ? "1 change" : news.length + " changes";
    line.append(a, " since you last looked, when the newest report was of " + before.slice(0, 16).replace("T", " ") + " UTC.");
    line.hidden = false;
  }

  // Keys: single ones, so they can be switched off (WCAG 2.1, 2.1.4). They move
  // the focus, which is what a screen reader follows.
  const help = [["j", "k", "the next and the one before: change, story or entry to review"], ["Enter", "opens it"],
    ["a", "right as it is (review)"], ["c", "correct or set aside (review)"], ["[", "]", "the story earlier and later"],
    ["/", "search"], ["?", "this list"]];
  const items = ".changes > ol > li, ol.tasks > li, ul.stories > li, .stories > li";
  const remembered = (v) => { try { if (v !== undefined) localStorage.setItem("sofar:keys", v); return localStorage.getItem("sofar:keys"); } catch { return null; } };
  let keysOn = remembered() !== "off";
  const make = (tag, text, ...inner) => { const el = document.createElement(tag); if (text) el.textContent = text; el.append(...inner); return el; };
  let sheet = null;
  function keysList() {
    if (sheet?.open) { sheet.close(); return; }
    if (!sheet) {
      sheet = make("dialog");
      sheet.className = "keys";
      const head = make("h2", "Keys");
      head.id = "keys-head";
      sheet.setAttribute("aria-labelledby", head.id);
      const table = make("dl");
      for (const row of help) {
        const dt = make("dt");
        for (const k of row.slice(0, -1)) dt.append(make("kbd", k), " ");
        table.append(dt, make("dd", row[row.length - 1]));
      }
      const box = make("input"), label = make("label", "", box, " Keys are on");
      box.type = "checkbox"; box.checked = keysOn;
      box.addEventListener("change", () => { keysOn = box.checked; remembered(keysOn ? "on" : "off"); });
      const shut = make("button", "Close");
      shut.type = "button";
      shut.addEventListener("click", () => sheet.close());
      sheet.append(head, table, make("p", "", label), shut);
      document.body.append(sheet);
    }
    sheet.showModal();
  }
  function move(by) {
    const all = [...document.querySelectorAll(items)].filter((el) => el.getClientRects().length);
    if (!all.length) return;
    const at = all.findIndex((el) => el.contains(document.activeElement));
    let to = at + by;
    if (at < 0) to = by > 0 ? Math.max(all.findIndex((el) => el.getBoundingClientRect().bottom > 0), 0) : -1;
    const el = all[Math.min(to, all.length - 1)];
    if (!el || to < 0) return;
    el.tabIndex = -1;
    el.focus({ preventScroll: true });
    el.scrollIntoView({ block: "center" });
  }
  const chosen = () => document.activeElement?.matches(items) ? document.activeElement : null;
  const press = (el) => { el?.click(); return !!el; };
  const bound = {
    "?": () => { keysList(); return true; },
    "/": () => { const q = document.getElementById("q"); q?.focus(); return !!q; },
    j: () => { move(1); return true; },
    k: () => { move(-1); return true; },
    Enter: () => press(chosen()?.querySelector("h2 a, h3 a, blockquote a, a.src-link, a")),
    a: () => press(chosen()?.querySelector("form.act button[value=accept]")),
    c: () => press(chosen()?.querySelector("form.act a")),
    "[": () => press(document.querySelector(".asoflinks a[rel=prev]")),
    "]": () => press(document.querySelector(".asoflinks a[rel=next]")),
  };
  const header = document.querySelector("header.site");
  if (header) {
    const b = make("button", "Keys");
    b.type = "button"; b.className = "keys-open";
    b.addEventListener("click", keysList);
    document.querySelector("footer.site .wrap")?.append(b);
    document.addEventListener("keydown", (e) => {
      if (!keysOn || e.ctrlKey || e.altKey || e.metaKey || e.defaultPrevented || sheet?.open || !Object.hasOwn(bound, e.key)) return;
      if (e.target.closest?.("input, textarea, select, [contenteditable]") || e.key === "Enter" && !chosen()) return;
      if (bound[e.key]()) e.preventDefault();
    });
  }

  looked();
  connect();
})();
