"""The language of a visitor: that of the address, at every call."""

from streamlit.testing.v1 import AppTest


def app() -> None:
    import streamlit as st

    from affiliates.content.place_names import region_name
    from components.state.language import current_language, with_language

    def remember() -> None:
        st.session_state["in_callback"] = current_language().code

    @st.fragment
    def fragment() -> None:
        st.button("Here", on_click=remember)
        st.text(current_language().code)

    st.text(region_name(current_language(), "US-NY"))
    st.json(with_language(region="US-NY"))
    fragment()


def test_language_is_looked_up_in_the_address_in_callbacks_and_fragments_too() -> None:
    page = AppTest.from_function(app)
    for code in ("es", "fr", "en", "es"):
        page.query_params["lang"] = code
        page.run()
        assert page.text[1].value == code
        assert page.json[0].value == f'{{"region": "US-NY", "lang": "{code}"}}'
        page.button[0].click().run()
        assert page.session_state["in_callback"] == code


def test_address_without_a_language_of_ours_leads_to_english_and_names_none_in_links() -> None:
    page = AppTest.from_function(app)
    for code in ("", "xx", "<script>"):
        page.query_params["lang"] = code
        page.run()
        assert page.text[1].value == "en"
        assert page.json[0].value == '{"region": "US-NY"}'
