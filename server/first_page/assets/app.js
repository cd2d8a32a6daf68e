// What the app's own elements cannot do.

// Streamlit remembers a sidebar that was closed by its arrows, which we no longer show, and would never open it again.
for (const name of Object.keys(localStorage)) if (name.startsWith("stSidebarCollapsed")) localStorage.removeItem(name)

// A link such as #new__city leads to the field with that key, and into it: Streamlit gives its elements a class for each
// key, but no ids in the sidebar.
addEventListener("click", (event) => {
  const target = event.target.closest?.("a[href^='#']")?.hash.slice(1)
  const field = target && document.querySelector(`.st-key-${CSS.escape(target)} :is(input, textarea, button)`)
  if (!field) return
  event.preventDefault()
  field.focus({ preventScroll: true })
  field.scrollIntoView({ block: "center" })
})
