// What the app's own elements cannot do.

// Streamlit remembers a sidebar that was closed by its arrows, which we no longer show, and would never open it again.
try {
  for (const name of Object.keys(localStorage)) if (name.startsWith("stSidebarCollapsed")) localStorage.removeItem(name)
} catch {
  // The browser refuses to store anything: then nothing is remembered either.
}

// Streamlit loads its typeface of icons, 375 KB, with every page. A browser does so by itself where one is seen, which on
// most pages is nowhere (app.css draws the others).
const { load: loadTypeface } = document.fonts
document.fonts.load = (font, ...text) => /Material Symbols/.test(font) ? Promise.resolve([]) : loadTypeface.call(document.fonts, font, ...text)

// Four links stand for what only a browser can do: copy the page's link, save the picture of its code, open the system's
// own way to share, and skip to the title of the page, whichever that is.
if (navigator.share) document.documentElement.classList.add("can-share")
if (navigator.clipboard) document.documentElement.classList.add("can-copy")
const actions = {
  "copy-link": async (link) => {
    const card = link.closest("details")
    const said = card.querySelector("[role=status]")
    try {
      await navigator.clipboard.writeText(location.href.split("#")[0])
      said.textContent = said.dataset.copied
    } catch { // as in a frame of another site: the address is at hand to be copied
      getSelection().selectAllChildren(card.querySelector(".address"))
    }
  },
  stMain: () => readOnAt(title()), // which holds the header too
  "save-qr-code": (link) => {
    const file = document.createElement("a")
    file.href = link.closest("details").querySelector("img").src
    file.download = link.dataset.name
    file.click()
  },
  "share-sheet": () => navigator.share({ title: document.title, url: location.href.split("#")[0] }).catch(() => {}),
}

function title() {
  return document.querySelector("#root .stMainBlockContainer h1")
}
function readOnAt(heading) {
  heading?.setAttribute("tabindex", "-1")
  heading?.focus()
}

// Another page, and the one that Back leads to, is read from its title: nothing else tells a screen reader that it has come.
let path = location.pathname
addEventListener("popstate", ({ isTrusted }) => {
  const isOther = location.pathname !== path
  path = location.pathname
  if (isOther || isTrusted) readOnOnceDrawn(title()?.textContent)
})
function readOnOnceDrawn(former, tries = 40) {
  const isDrawn = title() && title().textContent !== former && document.querySelector("[data-test-script-state=notRunning]")
  if (!isDrawn && tries) return setTimeout(readOnOnceDrawn, 50, former, tries - 1)
  const isLost = document.activeElement === document.body || document.activeElement.matches(OURS)
  if (isDrawn && isLost) readOnAt(title())
}

addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#']")
  const target = link?.hash.slice(1)
  if (Object.hasOwn(actions, target)) {
    event.preventDefault()
    actions[target](link)
    return
  }
  if (target && enter(target)) event.preventDefault()
})

// A link such as #new__city leads to the field with that key, and into it: Streamlit gives its elements a class for each
// key, but no ids in the sidebar.
// Leads into the field with a key, or that with the key a Streamlit element has had since ("place_2"), or the first one in
// it; returns whether there is one.
function enter(key) {
  const name = CSS.escape(key)
  const field = [`.st-key-${name}`, `[class*="st-key-${name}_"]`]
    .map((element) => document.querySelector(`${element} :is(input, textarea, button)`)).find(Boolean)
  field?.focus({ preventScroll: true })
  field?.scrollIntoView({ block: "center" })
  return Boolean(field)
}

// A link of ours to a page of the app opens it without loading the app anew: a step that Back undoes. One to another
// language stays on the page and keeps what its address asks for; a frame of another site stays one. What stands behind its
// "#" is the field to go on in, once that is drawn.
const OURS = ".stHtml a[data-page]"
const addressOf = (link) => {
  const address = new URL(link.hreflang ? location : link.href)
  if (link.hreflang) address.searchParams.set("lang", link.hreflang)
  else for (const each of new URLSearchParams(location.search).getAll("embed")) address.searchParams.append("embed", each)
  address.hash = ""
  if (!address.search) address.search = "" // no question mark that asks nothing
  return address.href
}
addEventListener("pointerdown", ({ target }) => {
  const link = target.closest?.(OURS)
  if (link?.hreflang) link.href = addressOf(link) // for who opens it in another tab
}, true)
addEventListener("click", (event) => {
  const link = event.target.closest?.(OURS)
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const list = link.closest("details")
  if (list) list.open = false // a choice has been made
  history.pushState({}, "", addressOf(link))
  dispatchEvent(new PopStateEvent("popstate"))
  if (link.hash) enterOnceDrawn(link.hash.slice(1))
  else keepFocus(link)
}, true)
function enterOnceDrawn(field, tries = 60) {
  if (!enter(field) && tries) setTimeout(enterOnceDrawn, 50, field, tries - 1)
}

// A link that is drawn anew because of what it opened keeps the focus of a keyboard.
function keepFocus(link, tries = 40) {
  if (link.isConnected && tries) return setTimeout(keepFocus, 50, link, tries - 1)
  const drawnAnew = [...document.querySelectorAll(OURS)].find(({ textContent }) => textContent === link.textContent)
  const next = drawnAnew ?? (link.hreflang ? document.querySelector("#root .site-languages a") : null)
  if (document.activeElement === document.body) next?.focus({ preventScroll: true })
}

// The ways to share an answer are closed as a menu is: by Escape, or by a click elsewhere.
const SHARE = ".stHtml details.share[open]"
addEventListener("click", ({ target }) => {
  const open = document.querySelector(SHARE)
  if (open && !open.contains(target)) open.open = false
})
addEventListener("keydown", ({ key }) => {
  const open = key === "Escape" && document.querySelector(SHARE)
  if (!open) return
  open.open = false
  open.querySelector("summary").focus()
})

// A link to a group leads to its card, and one to the form of who wants a group into that: both come with the rest of the
// page. Once, and not where somebody who was faster has begun to read elsewhere.
if (/^#(?:group-|people_)/.test(location.hash)) {
  const target = location.hash.slice(1)
  const look = () => {
    const card = document.querySelector(`#root [id="${CSS.escape(target)}"]`)
    if (document.getElementById("static-answer") || !(card || enter(target))) return
    clearInterval(timer)
    card?.scrollIntoView()
  }
  const timer = setInterval(look, 50)
  for (const type of ["pointerdown", "keydown"]) addEventListener(type, () => clearInterval(timer), { capture: true, once: true })
}

// The box for a place suggests places in the browser's own way; one that is chosen there is looked for at once.
const PLACE_BOX = "[class*='st-key-place'] input"
const lookFor = (box) => box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }))
// Streamlit's fields know no keyboard for mail.
addEventListener("focusin", ({ target }) => {
  if (target.autocomplete === "email") target.inputMode = "email"
})
let lastKey
addEventListener("keydown", ({ key }) => (lastKey = key), true)
addEventListener("focusin", ({ target }) => {
  if (!target.matches(PLACE_BOX)) return
  const list = document.getElementById("places") ?? document.body.appendChild(document.createElement("datalist"))
  const texts = document.querySelector(".stHtml .suggestions")?.dataset.texts.split("|") ?? []
  list.id = "places"
  list.replaceChildren(...texts.map((text) => new Option(text)))
  target.setAttribute("list", "places")
  lastKey = null
})
addEventListener("input", ({ target }) => {
  const isSuggested = target.list?.id === "places" && [...target.list.options].some(({ value }) => value === target.value)
  if (isSuggested) setTimeout(lookFor, 0, target)
})

// Streamlit looks for what somebody typed as soon as they leave the box. Not if a click leads elsewhere, which the answer
// would push away under their finger, nor while they look something up in another window.
const LED_ELSEWHERE_AFTER = 100 // milliseconds
addEventListener("focusout", (event) => {
  const { target } = event
  if (!target.matches(PLACE_BOX) || lastKey === "Tab") return
  event.stopImmediatePropagation()
  setTimeout(() => document.activeElement.matches("body, main") && lookFor(target), LED_ELSEWHERE_AFTER)
}, true)

// While an answer is slow to come, Streamlit disables its tabs for a moment, and a keyboard loses its place among them.
addEventListener("focusout", ({ target }) => {
  if (!target.matches("[role=tab]")) return
  const isDisabled = () => target.getAttribute("aria-disabled") === "true"
  const comeBack = (tries) => {
    if (!target.isConnected || !document.activeElement.matches("body")) return
    if (!isDisabled()) target.focus({ preventScroll: true })
    else if (tries) setTimeout(comeBack, 50, tries - 1)
  }
  setTimeout(() => isDisabled() && comeBack(200))
})

// A box that is opened by keyboard is entered: Streamlit draws it at the end of the page. Escape leads back, by itself.
addEventListener("keydown", ({ key, target }) => {
  const button = target.closest?.("[data-testid=stPopoverButton]")
  if (!button || button.getAttribute("aria-expanded") === "true" || (key !== "Enter" && key !== " ")) return
  const enter = (tries) => {
    const first = document.querySelector("[data-testid=stPopoverBody] :is(input, button, a[href])")
    if (first) first.focus()
    else if (tries) setTimeout(enter, 50, tries - 1)
  }
  setTimeout(enter, 50, 60)
})

// Streamlit stays where it was scrolled to when the next application takes the place of the last one, and when a form that
// was sent off names its mistakes above, or thanks: whoever sent it would not see that.
addEventListener("animationstart", ({ animationName, target }) => {
  if (animationName === "application-opened") target.scrollIntoView()
  if (animationName !== "answer-drawn") return
  target.tabIndex = -1
  target.focus({ preventScroll: true })
  target.scrollIntoView({ block: "center" })
})

// The language of the page follows its address, as components/state/language.py does. What Streamlit changes is the title.
const root = document.documentElement
const directions = JSON.parse(root.dataset.languages || "{}")
const asked = () => {
  const code = new URLSearchParams(location.search).get("lang")?.trim().toLowerCase()
  return code && Object.hasOwn(directions, code) ? code : null
}
// Where no address asks for one: the server's choice if it had to choose, else the browser's, which the server will take.
const read = navigator.languages.map((each) => each.toLowerCase().split("-")[0])
const preferred = asked() ? read.find((each) => Object.hasOwn(directions, each)) || "en" : root.lang
const follow = () => {
  // Only where it is another one: setting either has the browser work out every style anew.
  const lang = asked() || preferred
  const dir = directions[lang] || "ltr"
  if (root.lang !== lang) root.lang = lang
  if (root.dir !== dir) root.dir = dir
}
new MutationObserver(follow).observe(document.head, { subtree: true, childList: true, characterData: true })

// Streamlit's style sheet is for formulas, which we do not write. It comes into force when it keeps nobody waiting: the
// browser works out every style anew.
addEventListener("load", () => setTimeout(() => {
  for (const sheet of document.querySelectorAll("link[rel=stylesheet][media=print]")) sheet.media = "all"
}, 10_000))

// What was chosen while the connection was away, by a link or on the map, is answered once it is back: Streamlit sends it
// into the void.
const addressOfRegion = (region) => {
  const address = new URL(location)
  for (const name of ["city", "wish", "country", "page"]) address.searchParams.delete(name) // as components/state/page_query.py
  address.searchParams.set("region", region)
  address.hash = ""
  return address.href
}
let drawn = location.href
let isAway = false
new MutationObserver((changes) => {
  const { dataset } = document.querySelector("#root [data-testid=stApp]") ?? {}
  if (!dataset) return
  const isConnected = dataset.testConnectionState === "CONNECTED"
  const isBack = isConnected && isAway
  isAway = !isConnected && dataset.testScriptState !== "initial"
  if (isBack) {
    const regions = [...document.querySelectorAll("#root iframe")].map((frame) => frame.contentWindow.affiliateMap?.unanswered())
    const region = regions.find(Boolean)
    if (region) history.pushState({}, "", addressOfRegion(region))
    if (location.href !== drawn) dispatchEvent(new PopStateEvent("popstate"))
  } else if (isConnected && changes.some(({ oldValue }) => oldValue === "running")) drawn = location.href
}).observe(document.getElementById("root") ?? document.body, {
  subtree: true, attributeFilter: ["data-test-connection-state", "data-test-script-state"], attributeOldValue: true,
})

// Without a network nothing would say so until the connection is given up, half a minute later.
addEventListener("offline", () => {
  const words = document.querySelector("#root .site-languages")?.dataset
  if (!words) return
  const note = document.body.appendChild(document.createElement("p"))
  note.id = "offline"
  note.setAttribute("role", "alert")
  note.textContent = `${words.lost}. ${words.lostText}`
})
addEventListener("online", () => document.getElementById("offline")?.remove())

// That the connection is lost is said in the header's words: Streamlit speaks of its server, in English, on every page.
new MutationObserver(() => {
  const title = document.querySelector("[data-testid=stDialog] [slot=title]")
  const words = document.querySelector("#root .site-languages")?.dataset
  if (title?.textContent !== "Connection error" || !words) return
  title.nextElementSibling.textContent = words.lostText
  title.textContent = words.lost
}).observe(document.body, { childList: true })
