"""The expected answer to each role at each address of the admin: first of a GET, then of a POST.

The letters stand, in this order, for a guest, a reader, 网编, 版主, 版块版主, 首席版主 and the superuser:

    >  is led to sign in          -  is refused, or led back to the index
    x  there is no such method    +  is answered

Of lists that only show, `+` for a POST means the list: what an action does is in ACTIONS.
"""

TABLE = """
(index)                                               >>+++++  >>+++++
desk/                                                 >>+---+  >>xxxxx
login/                                                >------  >-+++++
logout/                                               --xxxxx  --+++++
password_change/                                      >>+++++  >>+++++
password_change/done/                                 >>+++++  >>xxxxx
autocomplete/                                         >>-----  >>xxxxx
jsi18n/                                               >>+++++  >>xxxxx
r/<type>/<pk>/                                        >>+++++  >>+++++
auth/group/                                           >>----+  >>----+
auth/group/add/                                       >>----+  >>----+
auth/group/<pk>/history/                              >>----+  >>----+
auth/group/<pk>/delete/                               >>----+  >>----+
auth/group/<pk>/change/                               >>----+  >>----+
auth/group/<pk>/                                      >>+++++  >>+++++
account/emailaddress/                                 >>----+  >>----+
account/emailaddress/add/                             >>-----  >>-----
account/emailaddress/<pk>/history/                    >>----+  >>----+
account/emailaddress/<pk>/delete/                     >>----+  >>----+
account/emailaddress/<pk>/change/                     >>----+  >>-----
account/emailaddress/<pk>/                            >>+++++  >>+++++
mfa/authenticator/                                    >>----+  >>----+
mfa/authenticator/add/                                >>-----  >>-----
mfa/authenticator/<pk>/history/                       >>----+  >>----+
mfa/authenticator/<pk>/delete/                        >>----+  >>----+
mfa/authenticator/<pk>/change/                        >>----+  >>-----
mfa/authenticator/<pk>/                               >>+++++  >>+++++
news/channel/                                         >>----+  >>----+
news/channel/add/                                     >>----+  >>----+
news/channel/<pk>/history/                            >>----+  >>----+
news/channel/<pk>/delete/                             >>----+  >>----+
news/channel/<pk>/change/                             >>----+  >>----+
news/channel/<pk>/                                    >>+++++  >>+++++
news/region/                                          >>+---+  >>+---+
news/region/add/                                      >>+---+  >>+---+
news/region/<pk>/history/                             >>+---+  >>+---+
news/region/<pk>/delete/                              >>+---+  >>+---+
news/region/<pk>/change/                              >>+---+  >>+---+
news/region/<pk>/                                     >>+++++  >>+++++
news/article/preview/                                 >>+---+  >>+---+
news/article/pictures/                                >>+---+  >>+---+
news/article/paste/                                   >>x---x  >>+---+
news/article/body/                                    >>x---x  >>+---+
news/article/drafts/                                  >>+---+  >>+---+
news/article/similar/                                 >>+---+  >>x---x
news/article/merge/                                   >>-----  >>-----
news/article/front/                                   >>+---+  >>+---+
news/article/calendar/                                >>+---+  >>x---x
news/article/<pk>/versions/<number>/                  >>+---+  >>+---+
news/article/<pk>/lock/                               >>xxxxx  >>+---+
news/article/<pk>/scheduled/                          >>+---+  >>+---+
news/article/                                         >>+++++  >>+++++
news/article/add/                                     >>+---+  >>+---+
news/article/<pk>/history/                            >>+++++  >>+++++
news/article/<pk>/delete/                             >>-----  >>-----
news/article/<pk>/change/                             >>+++++  >>+---+
news/article/<pk>/                                    >>+++++  >>+++++
news/feedsource/                                      >>+---+  >>+---+
news/feedsource/add/                                  >>+---+  >>+---+
news/feedsource/<pk>/history/                         >>+---+  >>+---+
news/feedsource/<pk>/delete/                          >>+---+  >>+---+
news/feedsource/<pk>/change/                          >>+---+  >>+---+
news/feedsource/<pk>/                                 >>+++++  >>+++++
news/conversionoverride/                              >>+---+  >>+---+
news/conversionoverride/add/                          >>+---+  >>+---+
news/conversionoverride/<pk>/history/                 >>+---+  >>+---+
news/conversionoverride/<pk>/delete/                  >>+---+  >>+---+
news/conversionoverride/<pk>/change/                  >>+---+  >>+---+
news/conversionoverride/<pk>/                         >>+++++  >>+++++
news/regionalterm/                                    >>+---+  >>+---+
news/regionalterm/add/                                >>+---+  >>+---+
news/regionalterm/<pk>/history/                       >>+---+  >>+---+
news/regionalterm/<pk>/delete/                        >>+---+  >>+---+
news/regionalterm/<pk>/change/                        >>+---+  >>+---+
news/regionalterm/<pk>/                               >>+++++  >>+++++
comments/appeal/                                      >>-++++  >>-++++
comments/appeal/add/                                  >>-----  >>-----
comments/appeal/<pk>/history/                         >>-++++  >>-++++
comments/appeal/<pk>/delete/                          >>-----  >>-----
comments/appeal/<pk>/change/                          >>-++++  >>-----
comments/appeal/<pk>/                                 >>+++++  >>+++++
comments/ban/                                         >>-++++  >>-++++
comments/ban/add/                                     >>-----  >>-----
comments/ban/<pk>/history/                            >>-++++  >>-++++
comments/ban/<pk>/delete/                             >>-----  >>-----
comments/ban/<pk>/change/                             >>-++++  >>-----
comments/ban/<pk>/                                    >>+++++  >>+++++
comments/importrun/start/                             >>xxxxx  >>----+
comments/importrun/<pk>/follow/                       >>xxxxx  >>----+
comments/importrun/                                   >>----+  >>----+
comments/importrun/add/                               >>-----  >>-----
comments/importrun/<pk>/history/                      >>----+  >>----+
comments/importrun/<pk>/delete/                       >>-----  >>-----
comments/importrun/<pk>/change/                       >>----+  >>-----
comments/importrun/<pk>/                              >>+++++  >>+++++
comments/outgoingmail/                                >>----+  >>----+
comments/outgoingmail/add/                            >>-----  >>-----
comments/outgoingmail/<pk>/history/                   >>----+  >>----+
comments/outgoingmail/<pk>/delete/                    >>-----  >>-----
comments/outgoingmail/<pk>/change/                    >>----+  >>-----
comments/outgoingmail/<pk>/                           >>+++++  >>+++++
comments/comment/queue/                               >>-++++  >>xxxxx
comments/comment/queue/figures/                       >>---++  >>xxxxx
comments/comment/queue/counts/                        >>-++++  >>xxxxx
comments/comment/queue/decisions/                     >>xxxxx  >>-++++
comments/comment/queue/undo/                          >>xxxxx  >>-++++
comments/comment/queue/<pk>/details/                  >>-++++  >>xxxxx
comments/comment/queue/threads/                       >>-++++  >>xxxxx
comments/comment/queue/threads/<pk>/                  >>xxxxx  >>-+-++
comments/comment/                                     >>+++++  >>+++++
comments/comment/add/                                 >>-----  >>-----
comments/comment/<pk>/history/                        >>+++++  >>+++++
comments/comment/<pk>/delete/                         >>-----  >>-----
comments/comment/<pk>/change/                         >>+++++  >>-++++
comments/comment/<pk>/                                >>+++++  >>+++++
comments/votefinding/<pk>/reversal/                   >>xxxxx  >>-+-++
comments/votefinding/                                 >>-+-++  >>-+-++
comments/votefinding/add/                             >>-----  >>-----
comments/votefinding/<pk>/history/                    >>-+-++  >>-+-++
comments/votefinding/<pk>/delete/                     >>-----  >>-----
comments/votefinding/<pk>/change/                     >>-+-++  >>-----
comments/votefinding/<pk>/                            >>+++++  >>+++++
comments/pipelineevent/phases/                        >>-++++  >>---++
comments/pipelineevent/                               >>-++++  >>-++++
comments/pipelineevent/add/                           >>-----  >>-----
comments/pipelineevent/<pk>/history/                  >>-++++  >>-++++
comments/pipelineevent/<pk>/delete/                   >>-----  >>-----
comments/pipelineevent/<pk>/change/                   >>-++++  >>-----
comments/pipelineevent/<pk>/                          >>+++++  >>+++++
comments/reader/<pk>/bans/                            >>xxxxx  >>-++++
comments/reader/<pk>/notes/                           >>xxxxx  >>-++++
comments/reader/                                      >>-++++  >>-++++
comments/reader/add/                                  >>-----  >>-----
comments/reader/<pk>/history/                         >>-++++  >>-++++
comments/reader/<pk>/delete/                          >>-----  >>-----
comments/reader/<pk>/change/                          >>-++++  >>----+
comments/reader/<pk>/                                 >>+++++  >>+++++
comments/wordrule/trial/                              >>-++++  >>-++++
comments/wordrule/export/                             >>-++++  >>-++++
comments/wordrule/import/                             >>xxxxx  >>---++
comments/wordrule/<pk>/dry-run/                       >>xxxxx  >>---++
comments/wordrule/<pk>/switch/                        >>xxxxx  >>---++
comments/wordrule/                                    >>-++++  >>-++++
comments/wordrule/add/                                >>---++  >>---++
comments/wordrule/<pk>/history/                       >>-++++  >>-++++
comments/wordrule/<pk>/delete/                        >>---++  >>---++
comments/wordrule/<pk>/change/                        >>-++++  >>---++
comments/wordrule/<pk>/                               >>+++++  >>+++++
comments/poll/                                        >>+++++  >>+++++
comments/poll/add/                                    >>+---+  >>+---+
comments/poll/<pk>/history/                           >>+++++  >>+++++
comments/poll/<pk>/delete/                            >>+---+  >>+---+
comments/poll/<pk>/change/                            >>+++++  >>+---+
comments/poll/<pk>/                                   >>+++++  >>+++++
comments/titlerequest/                                >>-++++  >>-++++
comments/titlerequest/add/                            >>-----  >>-----
comments/titlerequest/<pk>/history/                   >>-++++  >>-++++
comments/titlerequest/<pk>/delete/                    >>-----  >>-----
comments/titlerequest/<pk>/change/                    >>-++++  >>-++++
comments/titlerequest/<pk>/                           >>+++++  >>+++++
comments/claim/                                       >>-++++  >>-++++
comments/claim/add/                                   >>-----  >>-----
comments/claim/<pk>/history/                          >>-++++  >>-++++
comments/claim/<pk>/delete/                           >>-----  >>-----
comments/claim/<pk>/change/                           >>-++++  >>-++++
comments/claim/<pk>/                                  >>+++++  >>+++++
comments/errorreport/                                 >>+---+  >>+---+
comments/errorreport/add/                             >>-----  >>-----
comments/errorreport/<pk>/history/                    >>+---+  >>+---+
comments/errorreport/<pk>/delete/                     >>-----  >>-----
comments/errorreport/<pk>/change/                     >>+---+  >>+---+
comments/errorreport/<pk>/                            >>+++++  >>+++++
comments/report/                                      >>-++++  >>-++++
comments/report/add/                                  >>-----  >>-----
comments/report/<pk>/history/                         >>-++++  >>-++++
comments/report/<pk>/delete/                          >>-----  >>-----
comments/report/<pk>/change/                          >>-++++  >>-----
comments/report/<pk>/                                 >>+++++  >>+++++
comments/ledgerentry/                                 >>-++++  >>-++++
comments/ledgerentry/add/                             >>-----  >>-----
comments/ledgerentry/<pk>/history/                    >>-++++  >>-++++
comments/ledgerentry/<pk>/delete/                     >>-----  >>-----
comments/ledgerentry/<pk>/change/                     >>-++++  >>-----
comments/ledgerentry/<pk>/                            >>+++++  >>+++++
comments/rank/                                        >>----+  >>----+
comments/rank/add/                                    >>----+  >>----+
comments/rank/<pk>/history/                           >>----+  >>----+
comments/rank/<pk>/delete/                            >>-----  >>-----
comments/rank/<pk>/change/                            >>----+  >>----+
comments/rank/<pk>/                                   >>+++++  >>+++++
comments/ruling/                                      >>-++++  >>-++++
comments/ruling/add/                                  >>-----  >>-----
comments/ruling/<pk>/history/                         >>-++++  >>-++++
comments/ruling/<pk>/delete/                          >>-----  >>-----
comments/ruling/<pk>/change/                          >>-++++  >>-----
comments/ruling/<pk>/                                 >>+++++  >>+++++
comments/submission/queue/                            >>+++++  >>xxxxx
comments/submission/queue/<pk>/                       >>+++++  >>+++++
comments/submission/queue/<pk>/preview/               >>+++++  >>+++++
comments/submission/                                  >>+++++  >>+++++
comments/submission/add/                              >>-----  >>-----
comments/submission/<pk>/history/                     >>+++++  >>+++++
comments/submission/<pk>/delete/                      >>-----  >>-----
comments/submission/<pk>/change/                      >>+++++  >>+++++
comments/submission/<pk>/                             >>+++++  >>+++++
comments/sectionmoderator/                            >>----+  >>----+
comments/sectionmoderator/add/                        >>----+  >>----+
comments/sectionmoderator/<pk>/history/               >>----+  >>----+
comments/sectionmoderator/<pk>/delete/                >>----+  >>----+
comments/sectionmoderator/<pk>/change/                >>----+  >>----+
comments/sectionmoderator/<pk>/                       >>+++++  >>+++++
<app_label>/                                          >>+++++  >>+++++
<anything>                                            >>-----  >>-----
"""

# Which roles are offered an action of a list; guests and readers see no list.
ACTIONS = """
news/region/delete_selected                           +---+
news/article/publish                                  +---+
news/article/withdraw                                 +---+
news/article/close                                    +---+
news/article/reopen                                   +---+
news/feedsource/delete_selected                       +---+
news/feedsource/look_now                              +---+
comments/poll/delete_selected                         +---+
comments/submission/accept                            +++++
comments/submission/refuse                            +++++
comments/submission/withdraw                          +++++
comments/submission/bring_back                        +++++
comments/ban/lift                                     -++++
comments/comment/hide                                 -++++
comments/comment/restore                              -++++
comments/comment/hold                                 -++++
comments/comment/collapse                             -++++
comments/comment/keep                                 -++++
comments/titlerequest/grant                           -+-++
comments/titlerequest/refuse                          -+-++
comments/claim/grant                                  -+-++
comments/claim/refuse                                 -+-++
comments/report/uphold                                -++++
comments/report/dismiss                               -++++
comments/appeal/grant                                 ---++
comments/appeal/deny                                  ---++
comments/wordrule/delete_selected                     ---++
comments/wordrule/turn_on                             ---++
comments/wordrule/turn_off                            ---++
auth/group/delete_selected                            ----+
account/emailaddress/delete_selected                  ----+
mfa/authenticator/delete_selected                     ----+
news/channel/delete_selected                          ----+
news/conversionoverride/delete_selected               +---+
news/regionalterm/delete_selected                     +---+
comments/sectionmoderator/delete_selected             ----+
"""
