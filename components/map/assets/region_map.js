// Draws the regions of a country into the Leaflet map that folium made, and tells Streamlit which one was chosen.
// It is given only region codes, numbers, and our own words, in each language; all text is set as text, never as HTML.
window.affiliateMap = (() => {
  const pictures = {} // country -> {width, height, regions, insets}, filled by the shape files
  const words = {} // language -> what components/map/words.py says in it
  const loading = {}
  let map, files, shadings, message, shown, outline, ring, rail, foot, legend, status, timer, lastSelected, whole, skip
  let fitted // the size of the foot when the map was last fitted
  let told // the words of the language that is read now
  let clicks = 0
  let asked // the region that was chosen last, until the page has answered
  const MAX_HEIGHT = 560 // pixels, for Canada beside the list
  const MARGIN = 4 // around the picture, in its units, so that no outline is cut off

  const shading = () => shadings[message.shading]
  const value = (code) => (code in message.values ? message.values[code] : 0) // null: unknown
  const shade = (number) => (number === null ? "unknown" : message.starts.filter((start) => number >= start).length)
  const shadeOf = (code) => message.marks[code] ?? shade(value(code)) // a mark takes the place of a shade
  const fill = (shade) => {
    if (shade in told.marks) return `url(#mark-${shade})`
    return shade === "unknown" || shade === shading().striped ? "url(#no-group)" : "currentColor"
  }
  const legendLine = (shade) => {
    if (shade in told.marks) return told.marks[shade]
    if (shade === "unknown") return told.unknown
    return shade === 0 && message.filtered ? told.labels.noneMatches : message.legend[shade]
  }
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name])
  const written = (number) => number.toLocaleString(told.locale)

  function inWords(code) {
    const number = value(code)
    const forms = told.phrases[message.shading]?.[message.country]
    if (!forms || !number) return legendLine(shadeOf(code))
    const form = new Intl.PluralRules(told.locale).select(number)
    const phrase = say(forms[form] ?? forms.other, { count: written(number) })
    if (!(code in message.marks)) return phrase
    return say(told.labels.marked, { mark: legendLine(message.marks[code]), number: phrase })
  }

  const about = (code, text = told.labels.region) => say(text, { place: told.names[code], number: inWords(code) })

  const latLng = ([x, y]) => [y, x]
  const outlineOf = (region) => region.rings.map((ring) => ring.map(latLng))

  function choose(code) {
    // Sent right away: streamlit-folium would wait a quarter of a second. The count makes a second click a change.
    asked = code
    Streamlit.setComponentValue({ region: code, click: ++clicks })
    outline.setLatLngs(outlineOf(shown.picture.regions[code])) // visible before the server answers
    clearTimeout(timer)
    if (code !== message.selected) timer = setTimeout(() => announce(told.labels.noAnswer, true), 6000)
  }

  function announce(text, isVisible) {
    status.textContent = text
    status.classList.toggle("visually-hidden", !isVisible)
  }

  const heading = () => window.parent.document.getElementById("region")

  function readOnFrom(find, deadline = performance.now() + 2000) {
    // Whoever chose with something that then goes, such as the box for a place, would lose their place on the page.
    const page = window.parent.document
    const found = page.activeElement === page.body && find()
    if (found) {
      found.setAttribute("tabindex", "-1")
      found.focus({ preventScroll: true })
    } else if (performance.now() < deadline) setTimeout(readOnFrom, 100, find, deadline)
  }

  function bringIntoView(find, deadline = performance.now() + 3000) {
    // As soon as it exists: the answer for a region may stand above or below the map, out of sight.
    const found = find()
    const top = found?.getBoundingClientRect().top
    if (found && top >= 0 && top < window.parent.innerHeight / 2) return
    if (found) {
      found.style.scrollMarginTop = "4.5rem"
      const reducesMotion = matchMedia("(prefers-reduced-motion: reduce)").matches
      found.scrollIntoView({ behavior: reducesMotion ? "auto" : "smooth", block: "start" })
    } else if (performance.now() < deadline) setTimeout(bringIntoView, 100, find, deadline)
  }

  function onceSettled(id) {
    // Finds an element of the page once nothing above it is being drawn anymore.
    let before
    return () => {
      const found = window.parent.document.getElementById(id)
      const now = found?.getBoundingClientRect().top
      const rests = found && now === before
      before = now
      return rests ? found : null
    }
  }

  function leaveMap() {
    const page = window.parent.document // what follows the map on the page for families and on the coverage page
    const next = heading() ?? page.getElementById("groups") ?? page.getElementById("next")
    next?.setAttribute("tabindex", "-1")
    next?.focus()
  }

  function frame({ frame: [left, bottom, right, top] }) {
    return [[bottom, left], [bottom, right], [top, right], [top, left]]
  }

  function regionLayer(code, region, inset) {
    const tip = document.createElement("span")
    const layer = L.polygon(outlineOf(region), { className: "region", smoothFactor: 0, noClip: true })
    layer.bindTooltip(tip, { sticky: true, className: "region-tip" })
    layer.on("click", (event) => {
      if (event.originalEvent.pointerType !== "mouse") layer.closeTooltip()
      choose(code)
    })
    layer.once("add", () => {
      const path = layer.getElement()
      path.setAttribute("tabindex", "0")
      path.setAttribute("role", "button")
      path.dataset.region = code
      path.addEventListener("keydown", (event) => {
        if (event.key === "Escape") leaveMap()
        if (event.key !== "Enter" && event.key !== " ") return
        event.preventDefault()
        event.stopPropagation()
        choose(code)
      })
      path.addEventListener("focus", () => path.matches(":focus-visible") && ring.setLatLngs(outlineOf(region)))
      path.addEventListener("blur", () => ring.setLatLngs([]))
    })
    const target = inset && L.polygon(frame(inset), { className: "inset-target" }).on("click", () => choose(code))
    target?.bindTooltip(tip, { sticky: true, className: "region-tip" })
    // For a mouse or a finger only: a keyboard reaches the shape inside.
    target?.once("add", () => target.getElement().setAttribute("tabindex", "-1"))
    return { code, layer, tip, target }
  }

  function draw(country) {
    const picture = pictures[country]
    shown?.layers.remove()
    const insets = Object.fromEntries(picture.insets.map((inset) => [inset.region, inset]))
    const inOrder = Object.keys(told.names).filter((code) => code in picture.regions)
    const regions = inOrder.map((code) => regionLayer(code, picture.regions[code], insets[code]))
    const codes = affiliateMapLabels.codes(picture)
    const insetNames = affiliateMapLabels.insetNames(picture, told.insets)
    const layers = L.featureGroup([
      ...codes.layers,
      ...picture.insets.map((inset) => L.polygon(frame(inset), { className: "inset", interactive: false })),
      ...regions.flatMap(({ target }) => target ?? []),
      ...regions.map(({ layer }) => layer),
      ...insetNames.layers,
    ])
    shown = { country, told, picture, regions, layers, codes, insetNames }
    rail.draw(picture)
    fitPicture() // while the map is empty: Leaflet would work out each shape twice
    layers.addTo(map)
    window.frameElement.title = document.title = told.labels.titles[country]
    map.getContainer().setAttribute("aria-label", told.labels.titles[country])
  }

  function speak() {
    const { labels, locale, direction } = told
    Object.assign(document.documentElement, { lang: locale, dir: direction })
    legend.setAttribute("aria-label", labels.legend)
    skip.textContent = labels.skip
    const [zoomIn, zoomOut] = map.zoomControl.getContainer().children
    for (const [button, name] of [[zoomIn, labels.zoomIn], [zoomOut, labels.zoomOut], [whole, labels.whole]]) {
      button.title = name
      button.setAttribute("aria-label", name)
    }
  }

  function fit() {
    if (!shown) return
    fitPicture()
    fitWords()
  }

  function fitPicture() {
    const { width, height } = shown.picture
    const bounds = [[-MARGIN, -MARGIN], [height + MARGIN, width + MARGIN]]
    const box = map.getContainer()
    const tall = (box.clientWidth * (height + 2 * MARGIN)) / (width + 2 * MARGIN)
    box.style.height = `${Math.round(Math.min(tall, MAX_HEIGHT))}px`
    map.invalidateSize({ animate: false }).setMaxBounds(null).setMinZoom(-10).fitBounds(bounds, { animate: false })
    map.setMinZoom(map.getZoom()).setMaxZoom(map.getZoom() + 4).setMaxBounds(bounds)
  }

  function fitWords() {
    const pixels = parseInt(map.getContainer().style.height)
    rail.fit(pixels / (shown.picture.height + 2 * MARGIN))
    fitCodes()
    setFrameHeight(pixels + rail.height + foot.offsetHeight)
    fitted = sizeOfFoot()
  }

  const sizeOfFoot = () => `${foot.offsetWidth} × ${foot.offsetHeight}`

  function fitCodes() {
    if (!shown || !map.hasLayer(shown.layers)) return
    const pixelsPerUnit = 2 ** map.getZoom()
    shown.codes.fit(pixelsPerUnit)
    shown.insetNames.fit(pixelsPerUnit)
    whole.classList.toggle("leaflet-disabled", map.getZoom() <= map.getMinZoom())
    whole.setAttribute("aria-disabled", String(map.getZoom() <= map.getMinZoom()))
  }

  function paint(update) {
    message = update
    asked = null
    clearTimeout(timer)
    if (!pictures[update.country] || !words[update.language]) return [update.country, update.language].forEach(load)
    if (told !== words[update.language]) {
      told = words[update.language]
      speak()
    }
    // After a link to one group: the browser looks for it before it is drawn, and Streamlit does not always look again.
    const isFirst = !shown
    const linkedId = isFirst ? window.parent.location.hash.slice(1) : ""
    const isNewPicture = shown?.country !== update.country || shown.told !== told
    if (isNewPicture) draw(update.country)
    const look = JSON.stringify({ ...update, selected: null })
    if (shown.look !== look) paintShades()
    if (isNewPicture) fitWords()
    shown.look = look // most clicks only choose another region
    for (const { code, layer } of shown.regions) {
      layer.getElement().setAttribute("aria-pressed", String(code === update.selected))
    }
    const chosen = shown.picture.regions[update.selected]
    outline.setLatLngs(chosen ? outlineOf(chosen) : [])
    announce(chosen ? about(update.selected, told.labels.chosen) : "", false)
    const isNew = chosen && update.selected !== lastSelected
    lastSelected = update.selected
    if (linkedId) bringIntoView(onceSettled(linkedId))
    else if (isNew) {
      const answer = () => (heading()?.textContent === told.names[update.selected] ? heading() : null)
      bringIntoView(answer)
      if (!isFirst) readOnFrom(answer)
    }
    if (isFirst) window.parent.dispatchEvent(new Event("mapdrawn")) // server/first_page/assets/hand_over.js waits for it
  }

  function paintShades() {
    for (const { code, layer, tip } of shown.regions) {
      const path = layer.getElement()
      const label = about(code)
      tip.textContent = label
      path.setAttribute("aria-label", label)
      path.setAttribute("class", `region shade-${shadeOf(code)} leaflet-interactive`)
      path.setAttribute("fill", fill(shadeOf(code)))
    }
    const count = (code) => (shading().counts && value(code) ? written(value(code)) : "")
    shown.codes.paint(shadeOf, count)
    rail.paint(shadeOf, about)
    showLegend(new Set(shown.regions.map(({ code }) => shadeOf(code))))
  }

  function load(name) {
    if (loading[name] || !files[name]) return // map.js brought the first country and English
    const script = document.createElement("script")
    script.src = files[name]
    // Where the words of a language do not arrive, the map is there in English.
    script.onerror = () => name === message.language && addWords(name, words.en)
    loading[name] = document.head.appendChild(script)
  }

  function addPicture(country, picture) {
    pictures[country] = picture
    if (message) paint(message)
  }

  function addWords(language, given) {
    words[language] = given
    if (message) paint(message)
  }

  const SVG = "http://www.w3.org/2000/svg"
  function svg(parent, name, attributes) {
    const element = parent.appendChild(document.createElementNS(SVG, name))
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    return element
  }

  function addPattern() {
    // Stripes mean "no group" to people who cannot tell the colors apart.
    const defs = svg(map.getRenderer(outline)._container, "defs", {})
    const stripes = { id: "no-group", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }
    const pattern = svg(defs, "pattern", stripes)
    svg(pattern, "rect", { class: "no-group-ground", width: 6, height: 6 })
    svg(pattern, "line", { class: "no-group-stripe", x1: 0, y1: 0, x2: 0, y2: 6 })
    addMark(defs, "doubtful", "circle", { cx: 4, cy: 4, r: 1.5 })
    addMark(defs, "local", "line", { x1: 0, y1: 4, x2: 8, y2: 4 })
    addMark(defs, "planned", "path", { d: "M0 0L8 8M8 0L0 8" })
  }

  function addMark(defs, mark, shape, measures) {
    const pattern = svg(defs, "pattern", { id: `mark-${mark}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" })
    svg(pattern, "rect", { class: `mark-ground-${mark}`, width: 8, height: 8 })
    svg(pattern, shape, { class: `mark-${mark}`, ...measures })
  }

  function addFoot() {
    // Below the map, where they cover nothing: the legend and the zoom buttons.
    foot = document.createElement("div")
    foot.className = "foot"
    legend = foot.appendChild(document.createElement("ul"))
    const zoom = foot.appendChild(map.zoomControl.getContainer())
    whole = zoom.appendChild(document.createElement("a"))
    Object.assign(whole, { href: "#", textContent: "⟲" })
    whole.setAttribute("role", "button")
    whole.addEventListener("click", (event) => (event.preventDefault(), fit()))
    status = foot.appendChild(document.createElement("p"))
    status.setAttribute("role", "status")
    document.getElementById("root").after(foot)
    const show = (code) => ring.setLatLngs(code ? outlineOf(shown.picture.regions[code]) : [])
    rail = affiliateMapLabels.rail(map.getContainer(), foot, { choose, show })
  }

  function takeTheme() {
    // Of Streamlit's theme a frame knows the colors only.
    const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [255, 255, 255]
    document.documentElement.dataset.theme = red + green + blue < 384 ? "dark" : "light"
  }

  function showLegend(used) {
    // A line for every shade, hidden if no region has it; the meaning of the stripes is always shown.
    const marks = Object.keys(told.marks)
    const shades = [...message.legend.keys(), ...(shading().unknown ? ["unknown"] : []), ...marks]
    legend.replaceChildren(
      ...shades.map((shade) => {
        const item = document.createElement("li")
        const swatch = svg(item, "svg", { width: 22, height: 14, "aria-hidden": "true" })
        const appearance = { class: `shade-${shade}`, fill: fill(shade) }
        svg(swatch, "rect", { ...appearance, x: 0.5, y: 0.5, width: 21, height: 13, rx: 2 })
        item.append(legendLine(shade))
        item.hidden = shade !== shading().striped && !used.has(shade)
        return item
      }),
    )
  }

  function addSkipButton() {
    skip = document.createElement("button")
    skip.className = "skip"
    skip.addEventListener("click", leaveMap)
    document.getElementById("root").before(skip)
  }

  const setFrameHeight = Streamlit.setFrameHeight.bind(Streamlit)

  function configure(shadesByShading, addresses, style) {
    shadings = shadesByShading
    files = addresses
    document.head.appendChild(document.createElement("style")).textContent = style
  }

  function attach(leafletMap) {
    map = leafletMap
    takeTheme()
    // A click would otherwise scroll the page to the whole map, and end somewhere else than it began.
    const focus = HTMLElement.prototype.focus.bind(map.getContainer())
    map.getContainer().focus = () => focus({ preventScroll: true })
    // folium prevents zooming the page on a phone; streamlit-folium sets a fixed height whenever something changes, where
    // ours follows the width.
    document.querySelector("meta[name=viewport][content*=user-scalable]")?.remove()
    Streamlit.setFrameHeight = () => {}
    map.createPane("outlines").style.zIndex = 450
    map.getPane("outlines").style.pointerEvents = "none"
    const above = { pane: "outlines", interactive: false, smoothFactor: 0 }
    outline = L.polygon([], { ...above, className: "chosen" }).addTo(map)
    ring = L.polygon([], { ...above, className: "focused" }).addTo(map)
    // One finger scrolls the page, two fingers zoom and move the map; a mouse may drag it.
    map.dragging.disable()
    map.getContainer().addEventListener(
      "pointerdown",
      (event) => map.dragging[event.pointerType === "mouse" ? "enable" : "disable"](),
      { capture: true },
    )
    // Leaflet focuses its map at the press of a button; the page would scroll under the pointer, and the click be lost.
    const box = map.getContainer()
    box.focus = () => HTMLElement.prototype.focus.call(box, { preventScroll: true })
    addPattern()
    addFoot()
    map.on("zoomend", fitCodes)
    addSkipButton()
    // Streamlit disables its elements while the connection is lost, without saying so.
    Streamlit.events.addEventListener(Streamlit.RENDER_EVENT, ({ detail }) => {
      takeTheme()
      if (detail.disabled) announce(told?.labels.noAnswer ?? "", true)
      else if (status.textContent === told?.labels.noAnswer) announce("", false)
    })
    // Whenever the width of the page changes, or the height of the legend.
    new ResizeObserver(() => sizeOfFoot() !== fitted && fit()).observe(foot)
  }

  // The region that was chosen and has not been answered: server/first_page/assets/app.js asks for it after a lost connection.
  const unanswered = () => asked

  return { configure, attach, paint, addPicture, addWords, unanswered }
})()
