namespace Gmlm.Theory.Information;

/// <summary>What a rule sees before a step.</summary>
/// <param name="Visible">V, the positions decoded so far, a bit mask.</param>
/// <param name="Given">p(x_i = · given x_V) of every position; of visible ones the point they are at.</param>
public sealed record DecodingView(int Visible, double[][] Given)
{
    /// <summary>The positions that are not decoded yet, ascending.</summary>
    public IEnumerable<int> Open => Enumerable.Range(0, Given.Length).Where(i => (Visible >> i & 1) == 0);

    /// <summary>H(X_i given x_V), in nats.</summary>
    public double Entropy(int position) => Divergences.Entropy(Given[position]);

    /// <summary>max p(x_i given x_V).</summary>
    public double Surest(int position) => Given[position].Max();
}

/// <summary>
/// Decoding in parallel steps whose positions are chosen by what is visible: a rule names a set U of open positions for every x_V, and each
/// of them is drawn from its own exact conditional. By enumeration.
/// </summary>
/// <param name="Loss">KL(p ‖ law of the output), in nats.</param>
/// <param name="Bracket">E_p Σ over the steps of (Σ_U H(X_i given x_V) − max_U H).</param>
/// <param name="Steps">The expected number of steps under p.</param>
public sealed record AdaptiveDecoding(double Loss, double Bracket, double Steps)
{
    /// <summary>Follows every sequence of p through the decoder.</summary>
    /// <param name="p">Positive on what the rule can reach.</param>
    /// <param name="rule">From what is visible to U, a bit mask of open positions that is not empty.</param>
    /// <exception cref="ArgumentException">The rule names a position that is visible, or none.</exception>
    public static AdaptiveDecoding Of(FiniteDistribution p, Func<DecodingView, int> rule)
    {
        var (space, views) = (p.Space, new Dictionary<(int, int), (DecodingView View, int Chosen)>());
        var (loss, bracket, steps) = (0.0, 0.0, 0.0);
        for (var x = 0; x < space.Count; x++)
        {
            var probability = p.Probabilities[x];
            if (probability <= 0)
            {
                continue;
            }

            var logOutput = 0.0;
            for (var visible = 0; visible != space.Everything;)
            {
                var (view, chosen) = At(p, visible, x, views, rule);
                var entropies = Positions(chosen).Select(view.Entropy).ToArray();
                bracket += probability * (entropies.Sum() - entropies.Max());
                steps += probability;
                logOutput += Positions(chosen).Sum(i => Math.Log(view.Given[i][space.Symbol(x, i)]));
                visible |= chosen;
            }

            loss += probability * (Math.Log(probability) - logOutput);
        }

        return new AdaptiveDecoding(loss, bracket, steps);
    }

    private static IEnumerable<int> Positions(int mask) => Enumerable.Range(0, 32).Where(i => (mask >> i & 1) != 0);

    // Sequences that agree on what is visible share a view, which is kept under the first state that has it.
    private static (DecodingView View, int Chosen) At(
        FiniteDistribution p, int visible, int state, Dictionary<(int, int), (DecodingView, int)> views, Func<DecodingView, int> rule)
    {
        var space = p.Space;
        bool Agrees(int x) => Positions(visible).All(i => space.Symbol(x, i) == space.Symbol(state, i));
        var first = Enumerable.Range(0, space.Count).First(Agrees);
        if (views.TryGetValue((visible, first), out var known))
        {
            return known;
        }

        var given = Enumerable.Range(0, space.Length).Select(_ => new double[space.Alphabet]).ToArray();
        var total = 0.0;
        for (var x = first; x < space.Count; x++)
        {
            if (Agrees(x))
            {
                total += p.Probabilities[x];
                for (var i = 0; i < space.Length; i++)
                {
                    given[i][space.Symbol(x, i)] += p.Probabilities[x];
                }
            }
        }

        var view = new DecodingView(visible, [.. given.Select(row => row.Select(value => value / total).ToArray())]);
        var chosen = rule(view);
        if (chosen == 0 || (chosen & visible) != 0 || (chosen & ~space.Everything) != 0)
        {
            throw new ArgumentException(
                $"the rule chose the positions {chosen} where {visible} are visible of {space.Length}", nameof(rule));
        }

        return views[(visible, first)] = (view, chosen);
    }
}
