// The answer in the first HTML stands until the app has drawn its own; then it goes, and readers stay where they were.
// Where the app fails, or never comes, the answer and its links stay.
(() => {
  const answer = document.getElementById("static-answer")
  const root = document.getElementById("root")
  if (!answer || !root) return
  root.inert = true // nothing is read twice, and Tab stays in what is seen

  const LOOK_EVERY = 50 // milliseconds
  const WAIT_FOR_MAP = 5000
  const NEAR_THE_TOP = 40 // pixels
  const words = (element) => element.textContent.trim().replace(/\s+/g, " ")
  const topOf = (element) => element.getBoundingClientRect().top
  const page = location.pathname
  let address = page + location.search
  // Streamlit does not hear of Back while it starts: the answer for the other place comes from the server.
  const goBack = () => location.pathname + location.search !== address && location.reload()
  addEventListener("popstate", goBack)
  let headingSince = 0
  let isPressed = false
  for (const type of ["pointerdown", "pointerup", "pointercancel"]) {
    addEventListener(type, () => (isPressed = type === "pointerdown"), true)
  }

  const isMap = (frame) => frame.contentDocument && frame.contentDocument.querySelector("path[data-region]")
  const mapStands = () => [...root.querySelectorAll("iframe")].some(isMap)
  const appStands = () => {
    const app = root.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")
    if (!app || !app.querySelector("h1, h2") || app.querySelector("[data-testid=stSkeleton]")) return false
    headingSince = headingSince || Date.now()
    // Who comes back from signing in is led on to a page that has no map.
    return location.pathname !== page || mapStands() || Date.now() - headingSince > WAIT_FOR_MAP
  }

  // What readers have before their eyes stays there: the nearest heading above it moves to the same words in the app, at
  // the same height of the screen. Null where the app has them not, or cannot be scrolled that far.
  const counterpart = (element, kinds) => [...root.querySelectorAll(kinds)].find((each) => words(each) === words(element))
  const scrollFor = (main) => {
    const map = isLedToCountry && root.querySelector(".switch")
    if (map) return Math.min(main.scrollTop + topOf(map), main.scrollHeight - main.clientHeight)
    if (scrollY < NEAR_THE_TOP) return main.scrollTop
    const passed = [...answer.querySelectorAll("h1, h2, h3")].filter((each) => topOf(each) < innerHeight / 2)
    const heading = passed.pop()
    const same = heading && counterpart(heading, "h1, h2, h3, h4")
    if (!same) return null
    const scroll = main.scrollTop + topOf(same) - topOf(heading)
    return scroll >= 0 && scroll <= main.scrollHeight - main.clientHeight ? scroll : null
  }

  // In the answer a link leads to the map of the other country further down; the app shows one at a time.
  let isLedToCountry = false
  const leadToCountry = () => {
    const [, country] = location.hash.match(/^#static-map-([A-Z]{2})$/) ?? []
    if (!country) return false
    isLedToCountry = true
    const there = new URL(location)
    there.hash = ""
    there.searchParams.set("country", country)
    history.replaceState({}, "", there)
    address = there.pathname + there.search
    dispatchEvent(new PopStateEvent("popstate"))
    return true
  }

  // What somebody began to type into the box for a place, they go on with in the app's own.
  const typed = answer.querySelector("#static-place")
  const goOnTyping = (text, isThere) => {
    const box = (text || isThere) && root.querySelector("[class*='st-key-place'] input")
    if (!box) return
    if (isThere) box.focus({ preventScroll: true })
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, text)
    box.dispatchEvent(new Event("input", { bubbles: true }))
  }

  // What somebody opened stays open: the ways to share, all places.
  const opened = () => [...answer.querySelectorAll("details[open] > summary")]
    .map((summary) => counterpart(summary, "summary")?.parentElement).filter(Boolean)

  const handOver = (main, scroll) => {
    const active = document.activeElement
    for (const details of opened()) details.open = true
    const text = typed?.value
    const focused = answer.contains(active) ? counterpart(active, "a, button, summary") || root.querySelector("h1, h2") : null
    root.inert = false
    answer.remove()
    if (typed) goOnTyping(text, active === typed)
    if (focused && active !== typed) {
      if (!focused.matches("a, button, summary")) focused.tabIndex = -1
      focused.focus({ preventScroll: true })
    }
    if (main.scrollTop !== scroll) main.scrollTop = scroll // else a scroll of the app's own may be on its way
  }

  const look = () => {
    if (isPressed || !appStands() || leadToCountry()) return
    const selected = getSelection()
    if (!selected.isCollapsed && answer.contains(selected.anchorNode)) return
    const main = root.querySelector("[data-testid=stMain]")
    const scroll = scrollFor(main)
    if (scroll === null) return // readers keep what they read; it goes when they are back at its beginning
    clearInterval(timer)
    removeEventListener("mapdrawn", look)
    removeEventListener("popstate", goBack)
    handOver(main, scroll)
  }
  const timer = setInterval(look, LOOK_EVERY)
  addEventListener("mapdrawn", look) // what is last on most pages
})()
