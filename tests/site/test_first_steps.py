"""What readers without scripts get in the step viewer's place."""

from traced import made_up, traces

from literate.site.first_steps import first_steps


def test_readers_without_scripts_get_a_table_of_the_first_turns():
    table = first_steps(traces()["411_1"], "처음 둘", 2)
    assert "<caption>처음 둘</caption><thead><tr><th></th><th>epoch 0</th><th>epoch 1</th></tr>" in table
    assert "<th><code>Wb = X.T @ Yb</code></th><td>-16.000 120.000<br>-24.000 180.000</td>" \
           "<td>-13.760 103.200<br>-20.640 154.800</td>" in table
    assert "<th><code>Y = X @ W + B</code></th><td>19 30</td><td>20.120 21.600</td>" in table
    assert first_steps(traces()["421_1"], "", 2) == ""


def test_what_a_line_makes_of_several_names_stands_below_their_names():
    trace, _ = made_up("import numpy as np\n\nW = np.array([[3.16], [4.24]])\nfor epoch in range(1):\n"
                       "    U, b = W * 1, W[0, 0] - 2\n")
    assert "<td><code>U</code><br>3.160<br>4.240<br><code>b</code><br>1.160</td>" in first_steps(trace, "", 2)
