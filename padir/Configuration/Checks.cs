namespace Gmlm.Padir.Configuration;

/// <summary>Checks of a configuration's values.</summary>
internal static class Checks
{
    public static void Require(string key, object? value, bool holds, string range) =>
        Refuse(!holds, FormattableString.Invariant($"{key} is {value}; it must be {range}"));

    public static void Probability(string key, double? value) => Require(key, value, value is null or (>= 0 and <= 1), "from 0 to 1");

    public static void Refuse(bool refused, string message)
    {
        if (refused)
        {
            throw new ConfigurationException(message);
        }
    }
}
