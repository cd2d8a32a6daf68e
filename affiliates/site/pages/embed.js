// For a page of the same site (such as WordPress) that shows this copy in a frame: the frame grows with its content, so
// that there is only one thing to scroll. A page of another site may not look into the frame, which then keeps the
// height that its author gave it, and scrolls.
const copy = new URL(".", document.currentScript.src).href
const frames = [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(copy))

for (const frame of frames) {
  let sizes, isFirst = true
  const fit = () => {
    const inside = frame.contentDocument && frame.contentDocument.getElementById("static-answer")
    if (!inside) return
    if (sizes) sizes.disconnect()
    inside.style.minHeight = "0"
    sizes = new ResizeObserver(() => {
      frame.style.height = `${Math.ceil(inside.getBoundingClientRect().height) + frame.offsetHeight - frame.clientHeight}px`
    })
    sizes.observe(inside)
    // A link inside may stand far down the page: what it leads to is read from its beginning.
    if (!isFirst && frame.getBoundingClientRect().top < 0) frame.scrollIntoView()
    isFirst = false
  }
  frame.addEventListener("load", fit)
  fit()
}
