"""Tracing money through flows in memory: bounds, estimate, and how each was come by.

Nothing here knows the store. ``flow`` and ``slices`` say what a flow is, ``network`` who may pay for what,
``part`` what a question depends on, ``programme`` the bounds, ``pools`` and ``shares`` the estimate.
"""
