using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gmlm.Reproduce.Tests.Architecture;

/// <summary>
/// A statement <c>ArgumentNullException.ThrowIfNull(x);</c> or <c>ArgumentOutOfRangeException.ThrowIf…(x, …);</c> of the product, and the
/// call that it must refuse.
/// </summary>
internal sealed class Guard(InvocationExpressionSyntax call, Func<string, Type?> find, Func<Type, object?> instanceOf)
{
    private const BindingFlags Every =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private readonly BaseMethodDeclarationSyntax _method = call.Ancestors().OfType<BaseMethodDeclarationSyntax>().First();

    private string Argument => call.ArgumentList.Arguments[0].ToString();

    private string Kind => ((MemberAccessExpressionSyntax)call.Expression).Name.Identifier.Text;

    private string MethodName => _method is MethodDeclarationSyntax method ? method.Identifier.Text : ".ctor";

    /// <summary>Whether the guarded expression is a parameter of its own method; only then can the refused call be made up.</summary>
    public bool IsOfParameter => _method.ParameterList.Parameters.Any(parameter => parameter.Identifier.Text == Argument);

    /// <inheritdoc/>
    public override string ToString() => $"{TypeName().Split('.')[^1]}.{MethodName}: {call}";

    /// <summary>Whether the method refuses the argument that the guard is there for, by that guard and not by an error further down.</summary>
    public bool Refuses()
    {
        var type = find(TypeName()) ?? throw new InvalidOperationException($"no type {TypeName()}");
        var method = type.GetMembers(Every).OfType<MethodBase>().Single(IsMethod);
        if (method is MethodInfo { IsGenericMethodDefinition: true } generic)
        {
            method = generic.MakeGenericMethod([.. generic.GetGenericArguments().Select(_ => typeof(int))]);
        }

        Expression[] arguments = [.. method.GetParameters().Select(Value)];
        Expression made = method is ConstructorInfo constructor
            ? Expression.New(constructor, arguments)
            : Expression.Call(method.IsStatic ? null : Expression.Constant(instanceOf(type)), (MethodInfo)method, arguments);
        var run = Expression.Lambda<Action>(Expression.Block(typeof(void), made)).Compile();
        try
        {
            run();
            return false;
        }
        catch (Exception error)
        {
            return error is ArgumentNullException or ArgumentOutOfRangeException && ((ArgumentException)error).ParamName == Argument;
        }
    }

    private string TypeName()
    {
        var types = string.Join('+', call.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(type => type.Identifier.Text));
        return $"{call.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Single().Name}.{types}";
    }

    private bool IsMethod(MethodBase method) => method.Name == MethodName && method.GetParameters().Select(parameter => parameter.Name)
        .SequenceEqual(_method.ParameterList.Parameters.Select(parameter => parameter.Identifier.Text));

    private Expression Value(ParameterInfo parameter) => parameter.ParameterType switch
    {
        { IsByRefLike: true } span => Expression.Default(span),
        var type when parameter.Name != Argument => Expression.Constant(Allowed(type, instanceOf), type),
        { IsValueType: false } type => Expression.Constant(null, type),
        var type => Expression.Constant(Convert.ChangeType(Refused(type), type, CultureInfo.InvariantCulture), type),
    };

    // The nearest refused number where the bound is a literal, so that a bound moved the other way is noticed.
    private object Refused(Type type) => (Kind, call.ArgumentList.Arguments.ElementAtOrDefault(1)?.Expression) switch
    {
        ("ThrowIfZero" or "ThrowIfNegativeOrZero", _) => 0,
        ("ThrowIfNegative", _) => -1,
        ("ThrowIfLessThan", LiteralExpressionSyntax { Token.Value: int least }) => least - 1,
        ("ThrowIfGreaterThan", LiteralExpressionSyntax { Token.Value: int most }) => most + 1,
        ("ThrowIfGreaterThanOrEqual", LiteralExpressionSyntax { Token.Value: int most }) => most,
        ("ThrowIfLessThan", _) => Extreme(type, nameof(int.MinValue)),
        _ => Extreme(type, nameof(int.MaxValue)),
    };

    private static object Extreme(Type type, string name) => type.GetField(name)!.GetValue(null)!;

    // Guards come first, so the other arguments need not be of use; they must only pass the guards before.
    private static object? Allowed(Type type, Func<Type, object?> instanceOf) => type switch
    {
        _ when type == typeof(string) => "x",
        _ when type == typeof(int) || type == typeof(long) => Convert.ChangeType(3, type, CultureInfo.InvariantCulture),
        _ when type == typeof(double) => 0.5,
        { IsValueType: true } => RuntimeHelpers.GetUninitializedObject(type),
        { IsArray: true } => Array.CreateInstance(type.GetElementType()!, new int[type.GetArrayRank()]),
        { IsInterface: true, IsGenericType: true } when type.GetGenericArguments() is [var item] && type.IsAssignableFrom(item.MakeArrayType()) =>
            Array.CreateInstance(item, 0),
        _ => instanceOf(type),
    };
}
