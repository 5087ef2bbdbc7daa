"""Words that stand only in private statements: whoever meets one elsewhere has found a leak."""

#: private states, each with its own words; the kind of support is nobody else's, so that a facet would betray it
CANARIES = {
    "draft": ("zibethdraft", "nmirf"),
    "submitted": ("zibethsubmitted", "data"),
    "working": ("zibethworking", "equipment"),
    "quiet": ("zibethquiet", "reporting"),
    "withdrawn": ("zibethwithdrawn", "convening"),
    "quiet_withdrawn": ("zibethgone", "seed_finance"),
}
