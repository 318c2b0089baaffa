using System.CommandLine;
using System.Numerics;

namespace Gmlm.Reproduce.Commands.Options;

/// <summary>
/// Options that the command line parses into the type of their value. A text that is no such value is an error in one line: the option, the
/// text, and the values that are possible.
/// </summary>
internal static class TypedOption
{
    /// <summary>A number in a range; null if the option is absent and has no default.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">The option's line of --help.</param>
    /// <param name="least">The smallest number.</param>
    /// <param name="most">The largest number.</param>
    /// <param name="kind">What the number is, for the error; null: a number.</param>
    /// <param name="value">The value's name in --help.</param>
    /// <param name="usual">The default.</param>
    public static Option<T?> Number<T>(
        string name, string description, T least, T most, string? kind = null, string value = "N", T? usual = null)
        where T : struct, INumber<T>
    {
        var whole = T.IsInteger(T.One / (T.One + T.One)); // One half is 0 as a whole number.
        var style = whole ? NumberStyles.None : NumberStyles.Float;
        var range = FormattableString.Invariant($"from {least} to {most}");
        var number = whole ? "whole number" : "number";
        var expected = kind is null ? $"is not a {number} {range}" : $"is not {kind}; give a {number} {range}";
        return Read(name, description, value, Parse, expected, usual);

        T? Parse(string text) =>
            T.TryParse(text, style, CultureInfo.InvariantCulture, out var parsed) && parsed >= least && parsed <= most ? parsed : null;
    }

    /// <summary>A value that has a name.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">The option's line of --help.</param>
    /// <param name="kind">What the names are names of, for the error.</param>
    /// <param name="choices">The values by name.</param>
    /// <param name="usual">The default.</param>
    public static Option<T> OneOf<T>(
        string name, string description, string kind, IReadOnlyDictionary<string, T> choices, T? usual = default) => Read(
        name,
        description,
        "NAME",
        text => choices.TryGetValue(text, out var choice) ? choice : default(T?),
        $"is not a {kind}; choose one of {string.Join(", ", choices.Keys)}",
        usual);

    /// <summary>A value that <paramref name="parse"/> reads.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">The option's line of --help.</param>
    /// <param name="value">The value's name in --help.</param>
    /// <param name="parse">Gives the value of a text; null for a text that is none.</param>
    /// <param name="expected">The end of the error: what the text is not, and what to give.</param>
    /// <param name="usual">The default.</param>
    public static Option<T> Read<T>(
        string name, string description, string value, Func<string, T?> parse, string expected, T? usual = default)
    {
        var option = new Option<T>(name) { Description = description, HelpName = value };
        option.CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (parse(text) is { } parsed)
            {
                return parsed;
            }

            result.AddError($"{name}: '{text}' {expected}");
            return default;
        };
        if (usual is not null)
        {
            option.DefaultValueFactory = _ => usual;
        }

        return option;
    }
}
