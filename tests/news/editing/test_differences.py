"""What differs between two bodies: paragraphs and words, bounded whatever stands in them."""

from news.editing.differences import Budget, compare_bodies, compare_texts


def test_words_that_differ_are_marked_and_the_rest_is_put_together():
    same = "".join(f"<p>第{number}段</p>" for number in range(9))
    rows = compare_bodies(f"{same}<p>今天下雨了</p><p>删去的一段</p>", f"{same}<p>今天下雪了</p>")
    assert [row.kind for row in rows] == ["skipped", "same", "changed", "removed"] and rows[0].count == 8
    assert [piece.text for piece in rows[2].old if piece.is_marked] == ["雨"]
    assert [piece.text for piece in rows[2].new if piece.is_marked] == ["雪"]


def test_a_paragraph_in_another_form_has_no_word_marked():
    (row,) = compare_bodies("<p>今天下雨</p>", "<p>今天<strong>下雨</strong></p>")
    assert row.is_form_only and row.new[0].text == "今天下雨"


def test_paragraphs_unlike_each_other_are_one_removed_and_one_added():
    assert [row.kind for row in compare_bodies("<p>甲乙丙丁</p>", "<p>子丑寅卯</p>")] == ["removed", "added"]


def test_what_would_take_too_long_is_marked_as_a_whole():
    row = compare_texts("甲" + "一二" * 3000, "乙" + "二一" * 3000)
    assert [piece.is_marked for piece in row.old] == [True] and [piece.is_marked for piece in row.new] == [True]
    budget = Budget(5)
    assert budget.allows("甲乙", "乙甲") and budget.left == 3 and not budget.allows("甲甲", "甲甲")
    rows = compare_bodies("<p>一</p><p>二</p>" * 9000, "<p>三</p>" + "<p>二</p><p>一</p>" * 9000)
    assert sum(len(row.old) for row in rows) <= 5000
