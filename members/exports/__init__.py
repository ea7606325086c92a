"""Lists of members leave the book: as workbooks, text, labels and cards.

    job = ExportJob(asked_by=user, query=request.GET.urlencode(), …)
    with made(job) as file: …        # a short list, at once
    request_export(job)              # a long one, in the background

Whom a list means is read from the filters of the page of members, so this package stands beside
the views: `members.services` must not import it.
"""
