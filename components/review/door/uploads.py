"""Opens the server for one file of this session, and closes it again."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from affiliates.errors import NotAllowedError, StoreError
from affiliates.review.door.uploads import MAX_UPLOAD_MB, UPLOAD_PERMITS
from components.state.resources import review_service


def list_uploader(token: str, label: str, types: list[str], key: str) -> UploadedFile | None:
    """A field for one file, which the server takes from this session as long as the reviewer is signed in."""
    service = review_service()

    def is_signed_in() -> bool:
        try:
            service.reviewer(token)
        except (NotAllowedError, StoreError):
            return False
        return True

    if context := get_script_run_ctx():
        UPLOAD_PERMITS.grant(context.session_id, is_signed_in)
    return st.file_uploader(label, types, key=key, max_upload_size=MAX_UPLOAD_MB)


def forget_uploads() -> None:
    """Closes the server to files of this session, and takes those that came out of the memory."""
    if context := get_script_run_ctx():
        UPLOAD_PERMITS.withdraw(context.session_id)
        context.uploaded_file_mgr.remove_session_files(context.session_id)
