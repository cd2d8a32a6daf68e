// Draws the regions of a country into the Leaflet map that folium made, and tells Streamlit which one was chosen.
// All that arrives here are region codes, numbers, and our own names and words; all text is set as text, never as HTML.
window.affiliateMap = (() => {
  const pictures = {} // country -> {width, height, regions, insets}, filled by the shape files
  const loading = {}
  let map, files, options, message, shown, outline, ring, foot, legend, status, waiting, seen
  let clicks = 0
  const MARGIN = 4 // around the picture, in its units, so that no outline is cut off

  const shading = () => options.shadings[message.shading]
  const value = (code) => (code in message.values ? message.values[code] : 0) // null: nobody knows
  const shade = (number) => (number === null ? "unknown" : shading().starts.filter((start) => number >= start).length)
  const fill = (shade) => (shade === "unknown" || shade === shading().striped ? "url(#no-group)" : "currentColor")
  const lineOf = (shade) => {
    if (shade === "unknown") return shading().unknown
    return shade === 0 && message.filtered ? options.words.noneMatches : shading().legend[shade]
  }

  function words(number) {
    const told = shading().told[message.country]
    if (!told || !number) return lineOf(shade(number))
    return (told[number] ?? told.at(-1)).replace("#", number.toLocaleString("en-US"))
  }

  const latLng = ([x, y]) => [y, x]
  const outlineOf = (region) => region.rings.map((ring) => ring.map(latLng))

  function choose(code) {
    // Sent at once: streamlit-folium would wait a quarter of a second. The number makes a second click news.
    Streamlit.setComponentValue({ region: code, click: ++clicks })
    outline.setLatLngs(outlineOf(shown.picture.regions[code])) // seen before the server answers
    clearTimeout(waiting)
    if (code !== message.selected) waiting = setTimeout(() => say(options.words.noAnswer, true), 6000)
  }

  function say(text, isSeen) {
    status.textContent = text
    status.classList.toggle("unseen", !isSeen)
  }

  const heading = () => window.parent.document.getElementById("region")

  function bringIntoView(find, deadline = performance.now() + 3000) {
    // As soon as it is there: on a phone the region opens below the map, out of sight.
    const found = find()
    if (found) {
      found.style.scrollMarginTop = "4.5rem"
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches
      found.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" })
    } else if (performance.now() < deadline) setTimeout(bringIntoView, 100, find, deadline)
  }

  function atRest(id) {
    // A part of the page, once nothing above it is still being drawn.
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
    const page = window.parent.document // what follows the map on the page for families, and on that of the figures
    const next = heading() ?? page.getElementById("groups") ?? page.getElementById("next")
    next?.setAttribute("tabindex", "-1")
    next?.focus()
  }

  function frame({ frame: [left, bottom, right, top] }) {
    return [[bottom, left], [bottom, right], [top, right], [top, left]]
  }

  function regionLayer(code, region, inset) {
    const tip = document.createElement("span")
    const layer = L.polygon(outlineOf(region), { className: "region", smoothFactor: 0 })
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
    // For a mouse or a finger only: the shape inside is what a keyboard reaches.
    target?.once("add", () => target.getElement().setAttribute("tabindex", "-1"))
    return { code, region, layer, tip, target }
  }

  function draw(country) {
    const picture = pictures[country]
    shown?.layers.remove()
    const insets = Object.fromEntries(picture.insets.map((inset) => [inset.region, inset]))
    const regions = Object.entries(picture.regions).map(([code, region]) => regionLayer(code, region, insets[code]))
    const layers = L.featureGroup([
      ...picture.insets.map((inset) => L.polygon(frame(inset), { className: "inset", interactive: false })),
      ...regions.flatMap(({ target }) => target ?? []),
      ...regions.map(({ layer }) => layer),
      ...picture.insets.map((inset) =>
        L.marker([inset.frame[3], inset.frame[0]], {
          interactive: false,
          keyboard: false,
          icon: L.divIcon({ className: "inset-label", iconSize: null, html: label(inset) }),
        }),
      ),
    ]).addTo(map)
    shown = { country, picture, regions, layers }
    map.setMinZoom(-10).setMaxBounds(null)
    fit()
    window.frameElement.title = document.title = options.words.titles[country]
    map.getContainer().setAttribute("aria-label", options.words.titles[country])
  }

  function label({ region, label }) {
    const element = document.createElement("span")
    element.setAttribute("aria-hidden", "true")
    for (const [className, text] of Object.entries({ long: label, short: region.slice(3) })) {
      element.append(Object.assign(document.createElement("span"), { className, textContent: text }))
    }
    return element
  }

  function fit() {
    if (!shown) return
    const { width, height } = shown.picture
    const bounds = [[-MARGIN, -MARGIN], [height + MARGIN, width + MARGIN]]
    const box = map.getContainer()
    const pixels = Math.round((box.clientWidth * (height + 2 * MARGIN)) / (width + 2 * MARGIN))
    box.style.height = `${pixels}px`
    map.invalidateSize({ animate: false }).setMaxBounds(null).setMinZoom(-10).fitBounds(bounds, { animate: false })
    map.setMinZoom(map.getZoom()).setMaxZoom(map.getZoom() + 4).setMaxBounds(bounds)
    setFrameHeight(pixels + foot.offsetHeight)
  }

  function paint(news) {
    message = news
    clearTimeout(waiting)
    if (!pictures[news.country]) return load(news.country)
    // By a link to one group. A browser looks for it before it is drawn, and Streamlit does not always.
    const led = shown ? "" : window.parent.location.hash.slice(1)
    if (shown?.country !== news.country) draw(news.country)
    for (const { code, region, layer, tip } of shown.regions) {
      const number = value(code)
      const path = layer.getElement()
      const told = `${region.name}: ${words(number)}`
      tip.textContent = told
      path.setAttribute("aria-label", told)
      path.setAttribute("aria-pressed", String(code === news.selected))
      path.setAttribute("class", `region shade-${shade(number)} leaflet-interactive`)
      path.setAttribute("fill", fill(shade(number)))
    }
    showLegend(new Set(shown.regions.map(({ code }) => shade(value(code)))))
    const chosen = shown.picture.regions[news.selected]
    outline.setLatLngs(chosen ? outlineOf(chosen) : [])
    const told = chosen ? `${chosen.name}: ${words(value(news.selected))}. ${options.words.below}` : ""
    say(told, false)
    const isNews = chosen && news.selected !== seen
    seen = news.selected
    if (led) bringIntoView(atRest(led))
    else if (isNews && window.parent.innerWidth < 640) {
      bringIntoView(() => (heading()?.textContent === chosen.name ? heading() : null))
    }
  }

  function load(country) {
    if (loading[country]) return
    const script = document.createElement("script")
    script.src = files[country]
    loading[country] = document.head.appendChild(script)
  }

  function addPicture(country, picture) {
    pictures[country] = picture
    if (message?.country === country) paint(message)
  }

  const SVG = "http://www.w3.org/2000/svg"
  function svg(parent, name, attributes) {
    const element = parent.appendChild(document.createElementNS(SVG, name))
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    return element
  }

  function addPattern() {
    // Stripes say "no group" to whoever cannot tell the colours apart.
    const defs = svg(map.getRenderer(outline)._container, "defs", {})
    const stripes = { id: "no-group", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }
    const pattern = svg(defs, "pattern", stripes)
    svg(pattern, "rect", { class: "no-group-ground", width: 6, height: 6 })
    svg(pattern, "line", { class: "no-group-stripe", x1: 0, y1: 0, x2: 0, y2: 6 })
  }

  function addFoot() {
    // Below the map, where they hide nothing: what the shades mean, and the buttons that zoom.
    foot = document.createElement("div")
    foot.className = "foot"
    legend = foot.appendChild(document.createElement("ul"))
    legend.setAttribute("aria-label", options.words.legend)
    foot.append(map.zoomControl.getContainer())
    status = foot.appendChild(document.createElement("p"))
    status.setAttribute("role", "status")
    document.getElementById("root").after(foot)
  }

  function showLegend(used) {
    // A line for every shade, hidden where no region has it; what the stripes mean is always told.
    const shades = [...shading().legend.keys(), ...(shading().unknown ? ["unknown"] : [])]
    legend.replaceChildren(
      ...shades.map((shade) => {
        const item = document.createElement("li")
        const swatch = svg(item, "svg", { width: 22, height: 14, "aria-hidden": "true" })
        const look = { class: `shade-${shade}`, fill: fill(shade) }
        svg(swatch, "rect", { ...look, x: 0.5, y: 0.5, width: 21, height: 13, rx: 2 })
        item.append(lineOf(shade))
        item.hidden = shade !== shading().striped && !used.has(shade)
        return item
      }),
    )
  }

  function addWayPast() {
    const skip = document.createElement("button")
    skip.className = "skip"
    skip.textContent = options.words.skip
    skip.addEventListener("click", leaveMap)
    document.getElementById("root").before(skip)
  }

  const setFrameHeight = Streamlit.setFrameHeight.bind(Streamlit)

  function learn(given) {
    options = given
  }

  function attach(leafletMap, addresses) {
    map = leafletMap
    files = addresses
    // folium forbids zooming a phone's page; streamlit-folium sets a fixed height whenever something changes.
    document.querySelector("meta[name=viewport][content*=user-scalable]")?.remove()
    Streamlit.setFrameHeight = () => fit()
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
    addPattern()
    addFoot()
    addWayPast()
    // Streamlit disables its parts while the connection is lost, without a word.
    Streamlit.events.addEventListener(Streamlit.RENDER_EVENT, ({ detail }) => {
      if (detail.disabled) say(options.words.noAnswer, true)
      else if (status.textContent === options.words.noAnswer) say("", false)
    })
    // Seen whenever the page gets another width, and once when the style sheet has arrived.
    new ResizeObserver(fit).observe(foot)
  }

  return { learn, attach, paint, addPicture }
})()
