"""The demo company's users and teams."""

from salestui.lifecycle.demo import content
from salestui.lifecycle.demo.company import Company
from salestui.models.choices import SecurityRole, TeamType
from salestui.models.users import Team, TeamMembership, User

TEAMS = {"north": "Sales North", "south": "Sales South", "key": "Key accounts"}


def add(company: Company, user_name: str) -> None:
    """Users and teams; `user_name` is the account executive whose day the demo shows."""
    session = company.session
    rows = content.rows("users")
    for row in rows:
        name = user_name if row["key"] == "me" else row["key"]
        if row["key"] != "me" and name.casefold() == user_name.casefold():
            name = f"{name}-colleague"
        company.users[row["key"]] = User(
            user_name=name,
            full_name=row["full_name"],
            job_title=row["job_title"],
            region=row["region"],
            security_role=SecurityRole.from_label(row["role"]) or SecurityRole.SALESPERSON,
            email=f"{row['key']}@brindle-quill.example",
        )
    for key, name in TEAMS.items():
        company.teams[key] = Team(name=name, team_type=TeamType.OWNER, manager_id=company.users["vera"].id)
    for row in rows:
        user = company.users[row["key"]]
        if row["manager"]:
            user.manager_id = company.users[row["manager"]].id
        for team in row["teams"].split(";"):
            session.add(TeamMembership(team_id=company.teams[team].id, user_id=user.id))
    session.add_all([*company.users.values(), *company.teams.values()])
