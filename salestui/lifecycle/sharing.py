"""Rights on single records: the access team of an opportunity."""

from uuid import UUID

from sqlmodel import Session, col, select

from salestui.models.sharing import AccessTeamTemplate, RecordShare, Rights


def joined_team(session: Session, opportunity_id: UUID, user_id: UUID) -> None:
    """Give a member of the sales team the rights of the access team; none without a template."""
    query = select(AccessTeamTemplate).where(AccessTeamTemplate.record_type == "opportunity")
    template = session.exec(query.order_by(col(AccessTeamTemplate.name))).first()
    if template is None or _given(session, opportunity_id, user_id):
        return
    rights = {name: getattr(template, name) for name in Rights.model_fields}
    session.add(
        RecordShare(
            user_id=user_id, opportunity_id=opportunity_id, access_team_template_id=template.id, **rights
        )
    )
    session.flush()


def left_team(session: Session, opportunity_id: UUID, user_id: UUID) -> None:
    """Take back what the access team gave; what was shared by hand stays."""
    for share in _given(session, opportunity_id, user_id):
        session.delete(share)
    session.flush()


def _given(session: Session, opportunity_id: UUID, user_id: UUID) -> list[RecordShare]:
    query = select(RecordShare).where(
        RecordShare.user_id == user_id,
        RecordShare.opportunity_id == opportunity_id,
        col(RecordShare.access_team_template_id).is_not(None),
    )
    return list(session.exec(query))
