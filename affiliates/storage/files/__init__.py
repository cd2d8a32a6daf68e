"""The store on plain files: one folder, safe against crashes and full disks."""
