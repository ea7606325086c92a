from core.exceptions import DomainError, StaleEdit


def written(form, service, *, current=None, **facts):
    """What `service` wrote; None when it refuses, and then the form says why beside the field.

    `current()` reads the row anew, for an edit that came too late.
    """
    try:
        return service(**facts)
    except StaleEdit as error:
        if current is None:
            form.add_error(None, error.message)
        else:
            form.show_conflict(error, current())
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
    return None
