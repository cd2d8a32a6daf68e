// The answer in the first HTML stands until the app has drawn its own; then it goes, and readers stay where they were.
// Where the app fails, or never comes, the answer and its links stay.
(() => {
  const answer = document.getElementById("static-answer")
  const root = document.getElementById("root")
  if (!answer || !root) return
  root.inert = true // nothing is read twice, and Tab stays in what is seen

  const LOOK_EVERY = 50 // milliseconds
  const WAIT_FOR_MAP = 5000
  const words = (element) => element.textContent.trim().replace(/\s+/g, " ")
  let headingSince = 0
  let isPressed = false
  for (const type of ["pointerdown", "pointerup", "pointercancel"]) {
    addEventListener(type, () => (isPressed = type === "pointerdown"), true)
  }

  const mapStands = () => {
    const frame = root.querySelector("iframe[title^='Map of']")
    return Boolean(frame && frame.contentDocument && frame.contentDocument.querySelector("path[data-region]"))
  }
  const appStands = () => {
    const app = root.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")
    if (!app || !app.querySelector("h1, h2") || app.querySelector("[data-testid=stSkeleton]")) return false
    headingSince = headingSince || Date.now()
    return mapStands() || Date.now() - headingSince > WAIT_FOR_MAP
  }

  // What a reader has before their eyes, and the same words in the app: null where the app has them not.
  const counterpart = (element, kinds) => {
    const found = [...root.querySelectorAll(kinds)].filter((each) => words(each) === words(element))
    return found.length === 1 || element.tagName === "A" ? found[0] || null : null
  }
  const placeOf = () => {
    if (scrollY < 40) return { isKnown: true }
    const headings = [...answer.querySelectorAll("h1, h2, h3")]
    const passed = headings.filter((each) => each.getBoundingClientRect().top < innerHeight / 2).reverse()
    for (const heading of passed) {
      const same = counterpart(heading, "h1, h2, h3, h4")
      if (same) return { isKnown: true, same, top: heading.getBoundingClientRect().top }
    }
    return { isKnown: false }
  }

  const handOver = (place) => {
    const active = document.activeElement
    const focused = answer.contains(active) ? counterpart(active, "a") || root.querySelector("h1, h2") : null
    root.inert = false
    answer.remove()
    if (focused) {
      if (!focused.matches("a")) focused.tabIndex = -1
      focused.focus({ preventScroll: true })
    }
    const main = root.querySelector("[data-testid=stMain]")
    if (main && place.same) main.scrollTop += place.same.getBoundingClientRect().top - place.top
  }

  const timer = setInterval(() => {
    if (isPressed || !appStands()) return
    const selected = getSelection()
    if (!selected.isCollapsed && answer.contains(selected.anchorNode)) return
    const place = placeOf()
    if (!place.isKnown) return // readers keep what they read; it goes when they are back at its beginning
    clearInterval(timer)
    handOver(place)
  }, LOOK_EVERY)
})()
