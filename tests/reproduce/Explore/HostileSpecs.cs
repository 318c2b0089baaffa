using System.Globalization;

namespace Gmlm.Reproduce.Tests.Explore;

/// <summary>Draws valid specifications with numbers at and beyond the limits of double precision.</summary>
internal sealed class HostileSpecs(Random random)
{
    private static readonly double[] Strengths = [0, 1e-300, 1e-9, 0.3, 1, 3, 20, 40, 100, 200, 372, 745, 1e4, 1e6];

    private static readonly double[] Weights =
        [5e-324, 1e-310, 1e-308, 1e-200, 1e-155, 1e-20, 1, 3, 1e20, 1e155, 1e200, 1e308, double.MaxValue];

    /// <summary>A number in JSON, with all its digits.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Draws a model of a kind: ising, potts, table or clique.</summary>
    public string Of(string kind)
    {
        var body = kind switch { "ising" => Ising(), "potts" => Potts(), "table" => Table(), _ => Clique() };
        return $"{{\"{kind}\": {{{body}}}}}";
    }

    private string Ising()
    {
        var length = random.Next(1, 6);
        return $"\"fields\": [{Many(length, Strength)}], \"couplings\": [{Couplings(length)}]";
    }

    private string Potts()
    {
        var (alphabet, length) = (random.Next(2, 4), random.Next(1, 4));
        var fields = random.Next(2) == 0 ? "" : $", \"fields\": [{Many(length, () => $"[{Many(alphabet, Strength)}]")}]";
        return $"\"q\": {alphabet}, \"n\": {length}, \"couplings\": [{Couplings(length)}]{fields}";
    }

    // Some tables have zeros, and some only two different weights.
    private string Table()
    {
        var (alphabet, length) = (random.Next(2, 4), random.Next(1, 4));
        double[] weights = random.Next(3) == 0 ? [1, One(Weights)] : Weights;
        var zeros = random.Next(3) == 0;
        var others = Many((int)Math.Pow(alphabet, length) - 1, () => zeros && random.Next(3) == 0 ? "0" : Text(One(weights)));
        return $"\"alphabet\": {alphabet}, \"n\": {length}, \"weights\": [1, {others}]";
    }

    // Cliques are either small or beyond the sizes for which tr Γ takes seconds.
    private string Clique()
    {
        var length = random.Next(4) == 0 ? random.Next(12, 25) : random.Next(1, 8);
        return $"\"n\": {length}, \"clique\": {random.Next(1, length + 1)}, \"coupling\": {Strength()}, \"field\": {Strength()}";
    }

    private string Couplings(int length)
    {
        var pairs = from i in Enumerable.Range(0, length)
                    from j in Enumerable.Range(0, i)
                    where random.Next(2) == 0
                    select $"[{i}, {j}, {Strength()}]";
        return string.Join(", ", pairs);
    }

    private string Strength() => Text(One(Strengths) * (random.Next(2) == 0 ? 1 : -1));

    private double One(double[] values) => values[random.Next(values.Length)];

    private static string Many(int count, Func<string> one) => string.Join(", ", Enumerable.Range(0, count).Select(_ => one()));
}
