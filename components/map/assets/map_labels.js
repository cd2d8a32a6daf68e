// The two-letter codes on the map, the names of insets, and the boxes for places too small to hit: in the ocean, on a
// phone below the map.
window.affiliateMapLabels = (() => {
  const ROOM_FOR_CODE = 9 // pixels from the middle of a code to the border around it
  const ROOM_FOR_NUMBER = 17
  const FINGER = 560 // a map narrower than this is a phone's

  function text(parent, className, content) {
    return parent.appendChild(Object.assign(document.createElement("span"), { className, textContent: content }))
  }

  function codes(picture) {
    const made = Object.entries(picture.regions).flatMap(([code, { at }]) => {
      if (!at) return []
      const element = document.createElement("span")
      element.setAttribute("aria-hidden", "true")
      text(element, "letters", code.slice(3))
      const number = text(element, "number", "")
      const icon = L.divIcon({ className: "code", iconSize: null, html: element })
      const marker = L.marker([at[1], at[0]], { interactive: false, keyboard: false, icon })
      return { code, room: at[2], element, number, marker }
    })
    return {
      layers: made.map(({ marker }) => marker),
      fit(pixelsPerUnit) {
        for (const { room, element, number } of made) {
          element.hidden = room * pixelsPerUnit < ROOM_FOR_CODE
          number.hidden = room * pixelsPerUnit < ROOM_FOR_NUMBER
        }
      },
      paint(shade, count) {
        for (const { code, element, number } of made) {
          element.className = `on-${shade(code)}`
          number.textContent = count(code)
        }
      },
    }
  }

  function insetNames(picture, names) {
    const made = picture.insets.map(({ region, frame: [left, , right, top] }) => {
      const element = document.createElement("span")
      element.setAttribute("aria-hidden", "true")
      const icon = L.divIcon({ className: "inset-label", iconSize: null, html: element })
      const marker = L.marker([top, left], { interactive: false, keyboard: false, icon })
      return { region, element, width: right - left, marker }
    })
    return {
      layers: made.map(({ marker }) => marker),
      fit(pixelsPerUnit) {
        // All are written before the first is measured: the browser then works out the page once.
        for (const { region, element } of made) element.textContent = names[region]
        const tooLong = made.filter(({ element, width }) => element.parentElement.offsetWidth > width * pixelsPerUnit)
        for (const { region, element } of tooLong) element.textContent = region.slice(3)
      },
    }
  }

  function rail(container, foot, { choose, show }) {
    // For a mouse or a finger only: a keyboard and a screen reader reach the shapes.
    const element = document.createElement("div")
    element.className = "rail"
    element.setAttribute("aria-hidden", "true")
    L.DomEvent.disableClickPropagation(element)
    let boxes = []
    return {
      draw(picture) {
        const insets = picture.insets.map(({ region }) => region).filter((region) => region !== "US-AK")
        boxes = [...picture.callouts, ...insets].map((code) => {
          const box = document.createElement("button")
          box.tabIndex = -1
          box.textContent = code.slice(3)
          box.dataset.callout = code
          box.classList.toggle("inset-only", insets.includes(code))
          box.addEventListener("click", () => choose(code))
          box.addEventListener("pointerenter", () => show(code))
          box.addEventListener("pointerleave", () => show(null))
          return { code, box }
        })
        element.replaceChildren(...boxes.map(({ box }) => box))
      },
      fit(pixelsPerUnit) {
        const isBelow = container.clientWidth < FINGER
        element.classList.toggle("below", isBelow)
        element.style.bottom = isBelow ? "" : `${75 * pixelsPerUnit}px`
        if (isBelow) foot.before(element)
        else container.append(element)
      },
      paint(shade, label) {
        for (const { code, box } of boxes) {
          box.className = `${box.classList.contains("inset-only") ? "inset-only " : ""}box-${shade(code)}`
          box.title = label(code)
        }
      },
      get height() {
        return element.classList.contains("below") ? element.offsetHeight : 0
      },
    }
  }

  return { codes, insetNames, rail }
})()
